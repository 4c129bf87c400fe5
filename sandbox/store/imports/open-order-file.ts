import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type ImportRefusal, refuseImport } from './report.ts';

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** Opens a plain or gzipped file as a stream of its text's bytes, or says why it cannot be. */
export async function openOrderFile(
  path: string,
): Promise<{ ok: true; stream: Readable } | ImportRefusal> {
  const start = await readStart(path);
  if (!Buffer.isBuffer(start)) return start;
  if (start.length === 0) return refuseImport('file_empty', `${path} is empty.`);
  if (begins(start, ZIP)) {
    return refuseImport(
      'not_text',
      `${path} is a zip or Excel file. Unpack it, or save the sheet as CSV.`,
    );
  }
  const gzipped = begins(start, GZIP);
  if (path.endsWith('.gz') && !gzipped) {
    return refuseImport('not_gzip', `${path} ends in .gz but is not a gzip file.`);
  }
  const file = createReadStream(path);
  if (!gzipped) return { ok: true, stream: file };
  const unzipped = createGunzip();
  file.on('error', (error) => unzipped.destroy(error));
  return { ok: true, stream: file.pipe(unzipped) };
}

async function readStart(path: string): Promise<Buffer | ImportRefusal> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      return refuseImport('file_unreadable', `${path} is a folder, not a file.`);
    }
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT') return refuseImport('file_missing', `There is no file ${path}.`);
    if (code === null) throw error;
    return refuseImport('file_unreadable', `${path} cannot be read (${code}).`);
  }
}

function begins(start: Buffer, bytes: number[]): boolean {
  return bytes.every((byte, index) => start[index] === byte);
}

/** The code of a file or gzip error ("ENOENT", "Z_DATA_ERROR"); null for anything else. */
export function systemErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' && /^[EZ]/.test(error.code) ? error.code : null;
}
