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
    const table = this.#table;
    const hashes = this.#hashes;
    const mask = table.length - 1;
    let place = hash & mask;
    for (;;) {
      const number = (table[place] ?? 0) - 1;
      if (number < 0) break;
      if (hashes[number] === hash && this.#equals(number, bytes, start, end)) return number;
      place = (place + 1) & mask;
    }
    return this.#add(bytes, { start, end, hash, place });
  }

  /** The bytes of the id with this number. */
  bytesOf(number: number): Uint8Array {
    return this.#pool.subarray(this.#startOf(number), this.#ends[number]);
  }

  /**
   * For each number its place in a sequence that depends on the ids alone, not on how they came: by
   * hash, and by bytes where two have the same.
   */
  ownPlaces(): Uint32Array {
    const count = this.#count;
    const base = 2 ** Math.ceil(Math.log2(count + 1));
    // What a double holds beside the number: of the hash of more than two million ids not all.
    const dropped = Math.max(1, (base * 2 ** 32) / 2 ** 53);
    const keys = new Float64Array(count);
    for (let number = 0; number < count; number += 1) {
      keys[number] = Math.floor((this.#hashes[number] ?? 0) / dropped) * base + number;
    }
    keys.sort();
    const places = new Uint32Array(count);
    for (let from = 0; from < count; ) {
      const hash = Math.floor((keys[from] ?? 0) / base);
      let to = from + 1;
      while (to < count && Math.floor((keys[to] ?? 0) / base) === hash) to += 1;
      const alike = keys.subarray(from, to);
      if (to - from > 1) {
        alike.sort((one, other) =>
          Buffer.compare(this.bytesOf(one % base), this.bytesOf(other % base)),
        );
      }
      for (let at = 0; at < alike.length; at += 1) places[(alike[at] ?? 0) % base] = from + at;
      from = to;
    }
    return places;
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
  }

  #equals(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#startOf(number);
    if ((this.#ends[number] ?? 0) - from !== end - start) return false;
    const pool = this.#pool;
    for (let at = start; at < end; at += 1) {
      if (pool[from + at - start] !== bytes[at]) return false;
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
    const pool = this.#pool;
    for (let at = start; at < end; at += 1) pool[this.#used + at - start] = bytes[at] ?? 0;
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
    const hashes = this.#hashes;
    for (let number = 0; number < this.#count; number += 1) {
      let place = (hashes[number] ?? 0) & mask;
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
