import { UserError } from './user-error.ts';

/** One record as places in a buffer: both are overwritten by the next one. */
export interface CsvRecord {
  bytes: Uint8Array;
  /** Field `i` is `bytes[starts[i]]` up to, not including, `bytes[ends[i]]`. */
  starts: Int32Array;
  ends: Int32Array;
  fields: number;
  /** The line it begins on, from 1. */
  line: number;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
const SEPARATORS = [',', ';', '\t'].map((each) => each.charCodeAt(0));
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const LONGEST_RECORD = 1 << 20;
const MOST_FIELDS = 1024;

/**
 * Takes the bytes of a delimited file apart without making a string of any of them: RFC 4180 with
 * `,`, `;` or tab, whichever the first line has most of. Blank lines are skipped.
 */
export class CsvRecords {
  readonly #file: string;
  readonly #onRecord: (record: CsvRecord) => void;
  readonly #record: CsvRecord;
  readonly #bytes = new Uint8Array(2 * LONGEST_RECORD);
  #length = 0;
  #line = 1;
  /** Of the record at hand. */
  #lines = 0;
  #hasEscapes = false;
  #separator = 0;

  constructor(file: string, onRecord: (record: CsvRecord) => void) {
    this.#file = file;
    this.#onRecord = onRecord;
    this.#record = {
      bytes: this.#bytes,
      starts: new Int32Array(MOST_FIELDS),
      ends: new Int32Array(MOST_FIELDS),
      fields: 0,
      line: 1,
    };
  }

  /** @throws UserError where a quote is left open, and what `onRecord` throws */
  write(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length; ) {
      const part = chunk.subarray(from, from + this.#bytes.length - this.#length);
      this.#bytes.set(part, this.#length);
      this.#length += part.length;
      from += part.length;
      this.#readRecords(false);
    }
  }

  /** Reads what is left: a last line need not end. */
  end(): void {
    this.#readRecords(true);
  }

  #readRecords(isEnd: boolean): void {
    let from = this.#separator === 0 ? this.#start(isEnd) : 0;
    while (from < this.#length) {
      const next = this.#readRecord(from, isEnd);
      if (next < 0) break;
      this.#record.line = this.#line;
      this.#line += this.#lines;
      if (!this.#isBlank()) {
        if (this.#hasEscapes) this.#unescape();
        this.#onRecord(this.#record);
      }
      from = next;
    }
    this.#bytes.copyWithin(0, from, this.#length);
    this.#length -= from;
    if (this.#length > LONGEST_RECORD) {
      throw this.#refusal('a quote is opened and not closed, or the row is longer than 1 MB');
    }
  }

  /** Skips a byte order mark and finds the separator. Returns where the header begins. */
  #start(isEnd: boolean): number {
    const bytes = this.#bytes.subarray(0, this.#length);
    const from = BYTE_ORDER_MARK.every((each, at) => bytes[at] === each) ? 3 : 0;
    const lineEnd = bytes.indexOf(LF, from);
    if (lineEnd < 0 && !isEnd) return 0;
    const counts = new Map(SEPARATORS.map((each) => [each, 0]));
    let isQuoted = false;
    for (const byte of bytes.subarray(from, lineEnd < 0 ? this.#length : lineEnd)) {
      if (byte === QUOTE) isQuoted = !isQuoted;
      const count = counts.get(byte);
      if (count !== undefined && !isQuoted) counts.set(byte, count + 1);
    }
    const [most] = [...counts].sort((one, other) => other[1] - one[1]);
    this.#separator = most?.[0] ?? 0;
    return from;
  }

  /** Returns where the next record begins, or -1 where this one is not all there. */
  #readRecord(from: number, isEnd: boolean): number {
    const bytes = this.#bytes;
    const length = this.#length;
    const separator = this.#separator;
    const { starts, ends } = this.#record;
    this.#lines = 1;
    this.#hasEscapes = false;
    let field = 0;
    for (let at = from; ; at += 1) {
      if (at < length && bytes[at] === QUOTE) {
        at = this.#readQuoted(at, field, isEnd);
        if (at < 0) return -1;
      } else {
        starts[field] = at;
        while (at < length && bytes[at] !== separator && bytes[at] !== LF) at += 1;
        ends[field] = at;
      }
      if (at >= length && !isEnd) return -1;
      field += 1;
      if (at >= length || bytes[at] === LF) {
        this.#record.fields = field;
        const last = (ends[field - 1] ?? 0) - 1;
        if (last >= (starts[field - 1] ?? 0) && bytes[last] === CR) ends[field - 1] = last;
        return at + 1;
      }
      if (field === MOST_FIELDS) throw this.#refusal(`more than ${MOST_FIELDS} fields`);
    }
  }

  /** Returns the place of what ends the field, or -1 where it is not all there. */
  #readQuoted(quote: number, field: number, isEnd: boolean): number {
    const bytes = this.#bytes;
    const length = this.#length;
    let at = quote + 1;
    for (; ; at += 1) {
      if (at >= length) {
        if (isEnd) throw this.#refusal('a quote is opened and not closed');
        return -1;
      }
      if (bytes[at] === LF) this.#lines += 1;
      if (bytes[at] !== QUOTE) continue;
      if (at + 1 >= length || bytes[at + 1] !== QUOTE) break;
      this.#hasEscapes = true;
      at += 1;
    }
    this.#record.starts[field] = quote + 1;
    this.#record.ends[field] = at;
    at += 1;
    while (at < length && bytes[at] !== this.#separator && bytes[at] !== LF) at += 1;
    return at;
  }

  /** Two quotes in a quoted field stand for one. */
  #unescape(): void {
    const { bytes, starts, ends, fields } = this.#record;
    for (let field = 0; field < fields; field += 1) {
      const start = starts[field] ?? 0;
      if (bytes[start - 1] !== QUOTE) continue;
      const end = ends[field] ?? 0;
      let to = start;
      for (let at = start; at < end; at += 1) {
        bytes[to] = bytes[at] ?? 0;
        to += 1;
        if (bytes[at] === QUOTE) at += 1;
      }
      ends[field] = to;
    }
  }

  #isBlank(): boolean {
    const { starts, ends, fields } = this.#record;
    return fields === 1 && starts[0] === ends[0];
  }

  #refusal(reason: string): UserError {
    return new UserError(`${this.#file}:${this.#line}: ${reason}.`);
  }
}

/** A field as text, without blanks around it; empty where the record is too short. */
export function textOf({ bytes, starts, ends, fields }: CsvRecord, field: number): string {
  if (field < 0 || field >= fields) return '';
  return Buffer.from(bytes.subarray(starts[field], ends[field])).toString('utf8').trim();
}
