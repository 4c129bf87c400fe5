/** Result files of bulk operations: in the data folder, else in the system's temporary one. */

import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Route, sendJson, urlOf } from '../http.ts';

const PATH = /^\/bulk-results\/(\d+)\.jsonl$/;

/** The folder for results; without a data folder one that `discardResults` removes again. */
export function openResultFolder(dataDir: string | null): string {
  if (dataDir === null) return mkdtempSync(join(tmpdir(), 'local-shopify-results-'));
  const folder = join(dataDir, 'bulk-results');
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function discardResults(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

export function resultPath(operationId: string): string {
  return `/bulk-results/${operationId}.jsonl`;
}

export interface ResultWriter {
  /** Throws what went wrong with the file before. */
  write(line: string): void;
  /** Resolves when what was written is no longer only in memory. */
  drained(): Promise<void>;
  /** Resolves with the file's bytes. */
  close(): Promise<number>;
}

export function openResult(folder: string, operationId: string): ResultWriter {
  const stream = createWriteStream(join(folder, `${operationId}.jsonl`));
  let failure: Error | null = null;
  stream.on('error', (error) => {
    failure = error;
  });
  return {
    write: (line) => {
      if (failure) throw failure;
      stream.write(line);
    },
    async drained() {
      if (stream.writableNeedDrain) await once(stream, 'drain');
    },
    async close() {
      stream.end();
      if (!stream.closed) await once(stream, 'close');
      return stream.bytesWritten;
    },
  };
}

export const bulkResultRoute: Route = {
  match: (method, url) => method === 'GET' && PATH.test(url.pathname),
  handle(request, response, context) {
    const [, operationId = ''] = PATH.exec(urlOf(request).pathname) ?? [];
    const operation = context.store.state.tables.bulkOperations.get(operationId);
    if (!operation?.url) {
      sendJson(response, 404, { errors: 'Not Found' });
      return;
    }
    const path = join(context.resultFolder, `${operationId}.jsonl`);
    response.writeHead(200, {
      'content-type': 'application/jsonl',
      'content-length': statSync(path).size,
    });
    createReadStream(path).pipe(response);
  },
};
