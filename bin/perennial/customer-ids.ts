const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** Before the bytes of an id: its number and its length. */
const HEAD_WORDS = 2;

/**
 * Numbers customers from 0 as they come. Number, length and bytes of an id lie together, for what a
 * look-up costs is the way to memory.
 */
export class CustomerIds {
  #words = new Uint32Array(1 << 14);
  #bytes = new Uint8Array(this.#words.buffer);
  #used = 0;
  /** Where in the words each id begins, by number. */
  #places = new Uint32Array(1 << 12);
  /** Open addressing: where an id begins plus 1, or 0. */
  #table = new Uint32Array(1 << 13);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The number of an id, which is given where it is new. */
  numberOf(bytes: Uint8Array, start: number, end: number): number {
    const table = this.#table;
    const words = this.#words;
    const own = this.#bytes;
    const length = end - start;
    const mask = table.length - 1;
    let slot = hashOf(bytes, start, end) & mask;
    for (;;) {
      const place = (table[slot] ?? 0) - 1;
      if (place < 0) return this.#add(bytes, { start, length, slot });
      if (words[place + 1] === length) {
        const from = 4 * (place + HEAD_WORDS);
        let same = 0;
        while (same < length && own[from + same] === bytes[start + same]) same += 1;
        if (same === length) return words[place] ?? 0;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Lets go of what new ids are found with: no more may come. */
  close(): void {
    this.#table = new Uint32Array(0);
  }

  /** The bytes of the id with this number. */
  bytesOf(number: number): Uint8Array {
    const place = this.#places[number] ?? 0;
    const from = 4 * (place + HEAD_WORDS);
    return this.#bytes.subarray(from, from + (this.#words[place + 1] ?? 0));
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
      keys[number] = Math.floor(this.#hashAt(this.#places[number] ?? 0) / dropped) * base + number;
    }
    keys.sort();
    const places = new Uint32Array(count);
    for (let from = 0; from < count; ) {
      const hash = Math.floor((keys[from] ?? 0) / base);
      let to = from + 1;
      while (to < count && Math.floor((keys[to] ?? 0) / base) === hash) to += 1;
      if (to - from > 1) {
        keys
          .subarray(from, to)
          .sort((one, other) =>
            Buffer.compare(this.bytesOf(one % base), this.bytesOf(other % base)),
          );
      }
      for (; from < to; from += 1) places[(keys[from] ?? 0) % base] = from;
    }
    return places;
  }

  #hashAt(place: number): number {
    const from = 4 * (place + HEAD_WORDS);
    return hashOf(this.#bytes, from, from + (this.#words[place + 1] ?? 0));
  }

  #add(
    bytes: Uint8Array,
    { start, length, slot }: { start: number; length: number; slot: number },
  ): number {
    const number = this.#count;
    const place = this.#used;
    const next = place + HEAD_WORDS + Math.ceil(length / 4);
    if (next > this.#words.length) {
      this.#words = enlarged(this.#words, next);
      this.#bytes = new Uint8Array(this.#words.buffer);
    }
    if (number === this.#places.length) this.#places = enlarged(this.#places, number + 1);
    this.#words[place] = number;
    this.#words[place + 1] = length;
    const to = 4 * (place + HEAD_WORDS);
    for (let at = 0; at < length; at += 1) this.#bytes[to + at] = bytes[start + at] ?? 0;
    this.#used = next;
    this.#places[number] = place;
    this.#table[slot] = place + 1;
    this.#count += 1;
    if (2 * this.#count > this.#table.length) this.#enlargeTable();
    return number;
  }

  #enlargeTable(): void {
    const table = new Uint32Array(2 * this.#table.length);
    const mask = table.length - 1;
    for (let number = 0; number < this.#count; number += 1) {
      const place = this.#places[number] ?? 0;
      let slot = this.#hashAt(place) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = place + 1;
    }
    this.#table = table;
  }
}

function enlarged(column: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(2 * column.length, least));
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
