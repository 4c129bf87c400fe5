/** Result files of bulk operations: in the data folder, else in the system's temporary one. */

import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Route, sendJson, urlOf } from '../http.ts';

const PATH = /^\/bulk-results\/(\d+)\.jsonl$/;
const memoryFolder = join(tmpdir(), `local-shopify-${process.pid}`);

function folderOf(dataDir: string | null): string {
  return dataDir === null ? memoryFolder : join(dataDir, 'bulk-results');
}

export function resultPath(operationId: string): string {
  return `/bulk-results/${operationId}.jsonl`;
}

export interface ResultWriter {
  write(line: string): void;
  /** Resolves when what was written is no longer only in memory. */
  drained(): Promise<void>;
  /** Resolves with the file's bytes. */
  close(): Promise<number>;
}

export function openResult(dataDir: string | null, operationId: string): ResultWriter {
  const folder = folderOf(dataDir);
  mkdirSync(folder, { recursive: true });
  const stream = createWriteStream(join(folder, `${operationId}.jsonl`));
  return {
    write: (line) => {
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
    const path = join(folderOf(context.options.dataDir), `${operationId}.jsonl`);
    response.writeHead(200, {
      'content-type': 'application/jsonl',
      'content-length': statSync(path).size,
    });
    createReadStream(path).pipe(response);
  },
};
