/** Days and milliseconds from Unix's epoch to PostgreSQL's, 2000-01-01. */
const EPOCH_DAYS = 10_957;
const EPOCH_MS = EPOCH_DAYS * 86_400_000;

const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
const CHUNK_BYTES = 1 << 16;

/** Writes the fields of one row after another, as PostgreSQL's binary copy has them. */
export interface RowWriter {
  bigint(value: bigint): void;
  uuid(value: Buffer): void;
  /** NaN is null. */
  float(value: number): void;
  /** Days since 1970-01-01; NaN is null. */
  date(days: number): void;
  instant(epochMs: number): void;
}

/**
 * A file of PostgreSQL's binary copy in chunks of one and the same memory, good until the next.
 * @param write writes the fields of row `row`
 * @param format fields a row has, and the bytes that one takes at most
 */
export function* binaryRows(
  rows: number,
  format: { fields: number; rowBytes: number },
  write: (row: number, writer: RowWriter) => void,
): Generator<Buffer> {
  const chunk = Buffer.alloc(CHUNK_BYTES + format.rowBytes);
  let at = HEADER.copy(chunk);
  const startField = (bytes: number) => {
    at = chunk.writeInt32BE(bytes, at);
  };
  const writer: RowWriter = {
    bigint(value) {
      startField(8);
      at = chunk.writeBigInt64BE(value, at);
    },
    uuid(value) {
      startField(16);
      at += value.copy(chunk, at);
    },
    float(value) {
      startField(Number.isNaN(value) ? -1 : 8);
      if (!Number.isNaN(value)) at = chunk.writeDoubleBE(value, at);
    },
    date(days) {
      startField(Number.isNaN(days) ? -1 : 4);
      if (!Number.isNaN(days)) at = chunk.writeInt32BE(days - EPOCH_DAYS, at);
    },
    instant(epochMs) {
      startField(8);
      at = chunk.writeBigInt64BE(BigInt(epochMs - EPOCH_MS) * 1000n, at);
    },
  };
  for (let row = 0; row < rows; row += 1) {
    at = chunk.writeInt16BE(format.fields, at);
    write(row, writer);
    if (at < CHUNK_BYTES) continue;
    yield chunk.subarray(0, at);
    at = 0;
  }
  at += TRAILER.copy(chunk, at);
  yield chunk.subarray(0, at);
}
