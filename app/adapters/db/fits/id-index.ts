import { endianness } from 'node:os';

const FIRST_SLOTS = 1 << 10;
const EMPTY = -1;
const IS_LITTLE_ENDIAN = endianness() === 'LE';
const [LOW_AT, HIGH_AT] = IS_LITTLE_ENDIAN ? [0, 4] : [4, 0];

/**
 * Numbers 64-bit ids from 0 in the order in which they first come. A Map would need a BigInt for
 * each time one is looked up, which takes longer than all else that is done with an order.
 */
export class IdIndex {
  /** Twice as many slots as ids at least; a taken slot is followed by those of the same place. */
  private slots = new Int32Array(FIRST_SLOTS).fill(EMPTY);
  private highs = new Int32Array(FIRST_SLOTS / 2);
  private lows = new Int32Array(FIRST_SLOTS / 2);
  private size = 0;

  get count(): number {
    return this.size;
  }

  /** @param high and `low`: the id's halves as signed 32-bit numbers */
  numberOf(high: number, low: number): number {
    let slot = this.placeOf(high, low);
    for (;;) {
      const number = this.slots[slot] ?? EMPTY;
      if (number === EMPTY) return this.add(high, low, slot);
      if (this.highs[number] === high && this.lows[number] === low) return number;
      slot = (slot + 1) & (this.slots.length - 1);
    }
  }

  /** The ids by their number. */
  ids(): BigInt64Array<ArrayBuffer> {
    const ids = new BigInt64Array(this.size);
    const halves = new DataView(ids.buffer);
    for (let number = 0; number < this.size; number += 1) {
      halves.setInt32(number * 8 + LOW_AT, this.lows[number] ?? 0, IS_LITTLE_ENDIAN);
      halves.setInt32(number * 8 + HIGH_AT, this.highs[number] ?? 0, IS_LITTLE_ENDIAN);
    }
    return ids;
  }

  private placeOf(high: number, low: number): number {
    let hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    return (hash ^ (hash >>> 13)) & (this.slots.length - 1);
  }

  private add(high: number, low: number, slot: number): number {
    const number = this.size;
    this.highs[number] = high;
    this.lows[number] = low;
    this.slots[slot] = number;
    this.size += 1;
    if (this.size === this.highs.length) this.grow();
    return number;
  }

  private grow(): void {
    const slots = this.slots.length * 2;
    this.slots = new Int32Array(slots).fill(EMPTY);
    this.highs = extended(this.highs, slots / 2);
    this.lows = extended(this.lows, slots / 2);
    for (let number = 0; number < this.size; number += 1) {
      let slot = this.placeOf(this.highs[number] ?? 0, this.lows[number] ?? 0);
      while (this.slots[slot] !== EMPTY) slot = (slot + 1) & (slots - 1);
      this.slots[slot] = number;
    }
  }
}

function extended(column: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length);
  longer.set(column);
  return longer;
}
