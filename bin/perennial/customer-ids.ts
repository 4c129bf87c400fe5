const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Numbers customers from 0 as they come; their ids are kept as the bytes of the file. */
export class CustomerIds {
  #pool = new Uint8Array(1 << 16);
  #used = 0;
  /** Id `i` is `pool[ends[i - 1]]` up to, not including, `pool[ends[i]]`. */
  #ends = new Uint32Array(1 << 12);
  #hashes = new Uint32Array(1 << 12);
  /** Open addressing: the number of an id plus 1, or 0. */
  #table = new Uint32Array(1 << 13);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The number of an id, which is given where it is new. */
  numberOf(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const mask = this.#table.length - 1;
    let place = hash & mask;
    for (;;) {
      const number = (this.#table[place] ?? 0) - 1;
      if (number < 0) break;
      if (this.#hashes[number] === hash && this.#equals(number, bytes, start, end)) return number;
      place = (place + 1) & mask;
    }
    return this.#add(bytes, { start, end, hash, place });
  }

  /** The bytes of the id with this number. */
  bytesOf(number: number): Uint8Array {
    return this.#pool.subarray(this.#startOf(number), this.#ends[number]);
  }

  /**
   * The numbers in a sequence that depends on the ids alone, not on how they came: by hash, and by
   * bytes where two have the same.
   */
  inOwnOrder(): Uint32Array {
    const keys = new BigUint64Array(this.#count);
    for (let number = 0; number < this.#count; number += 1) {
      keys[number] = (BigInt(this.#hashes[number] ?? 0) << 32n) | BigInt(number);
    }
    keys.sort();
    const order = Uint32Array.from(keys, (key) => Number(key & 0xffffffffn));
    for (let from = 0; from < order.length; ) {
      let to = from + 1;
      while (to < order.length && this.#haveOneHash(order[from], order[to])) to += 1;
      if (to - from > 1) order.subarray(from, to).sort((one, other) => this.#compare(one, other));
      from = to;
    }
    return order;
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
  }

  #haveOneHash(one = 0, other = 0): boolean {
    return this.#hashes[one] === this.#hashes[other];
  }

  #compare(one: number, other: number): number {
    return Buffer.compare(this.bytesOf(one), this.bytesOf(other));
  }

  #equals(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#startOf(number);
    if ((this.#ends[number] ?? 0) - from !== end - start) return false;
    for (let at = start; at < end; at += 1) {
      if (this.#pool[from + at - start] !== bytes[at]) return false;
    }
    return true;
  }

  #add(
    bytes: Uint8Array,
    { start, end, hash, place }: { start: number; end: number; hash: number; place: number },
  ): number {
    const number = this.#count;
    if (number === this.#ends.length) {
      this.#ends = grown(this.#ends, new Uint32Array(2 * number));
      this.#hashes = grown(this.#hashes, new Uint32Array(2 * number));
    }
    if (this.#used + end - start > this.#pool.length) {
      const length = Math.max(2 * this.#pool.length, this.#used + end - start);
      this.#pool = grown(this.#pool, new Uint8Array(length));
    }
    for (let at = start; at < end; at += 1) this.#pool[this.#used + at - start] = bytes[at] ?? 0;
    this.#used += end - start;
    this.#ends[number] = this.#used;
    this.#hashes[number] = hash;
    this.#table[place] = number + 1;
    this.#count += 1;
    if (2 * this.#count > this.#table.length) this.#enlargeTable();
    return number;
  }

  #enlargeTable(): void {
    const table = new Uint32Array(2 * this.#table.length);
    const mask = table.length - 1;
    for (let number = 0; number < this.#count; number += 1) {
      let place = (this.#hashes[number] ?? 0) & mask;
      while (table[place] !== 0) place = (place + 1) & mask;
      table[place] = number + 1;
    }
    this.#table = table;
  }
}

function grown<Column extends Uint8Array | Uint32Array>(column: Column, larger: Column): Column {
  larger.set(column);
  return larger;
}

/** FNV-1a, then mixed so that the low bits of numbers in sequence spread. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_OFFSET;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
