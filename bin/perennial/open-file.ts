import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { UserError } from './user-error.ts';

const CHUNK_BYTES = 1 << 18;

/**
 * The bytes of a file, unpacked where it is a gzip file by its first bytes. A chunk may be
 * overwritten when the next one is asked for.
 * @throws UserError where it cannot be read
 */
export async function* readChunks(file: string): AsyncGenerator<Uint8Array> {
  const descriptor = attempt(file, () => openSync(file, 'r'));
  let isOurs = true;
  try {
    const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    let bytes = attempt(file, () => readSync(descriptor, chunk, 0, CHUNK_BYTES, null));
    if (bytes >= 2 && chunk[0] === 0x1f && chunk[1] === 0x8b) {
      isOurs = false;
      yield* unpack(file, descriptor, Buffer.from(chunk.subarray(0, bytes)));
      return;
    }
    while (bytes > 0) {
      yield chunk.subarray(0, bytes);
      bytes = attempt(file, () => readSync(descriptor, chunk, 0, CHUNK_BYTES, null));
    }
  } finally {
    if (isOurs) closeSync(descriptor);
  }
}

async function* unpack(file: string, fd: number, begin: Uint8Array): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const source = createReadStream(file, { fd });
  source.on('error', (error) => gunzip.destroy(error));
  gunzip.write(begin);
  try {
    yield* source.pipe(gunzip);
  } catch (error) {
    throw refusal(file, error);
  } finally {
    source.destroy();
  }
}

function attempt<Result>(file: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw refusal(file, error);
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'no permission to read it',
  EISDIR: 'it is a folder',
  Z_BUF_ERROR: 'the .gz file is cut off',
  Z_DATA_ERROR: 'the .gz file is damaged',
};

function refusal(file: string, error: unknown): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new UserError(`${file}: ${REASONS[code] ?? String(error)}.`);
}
