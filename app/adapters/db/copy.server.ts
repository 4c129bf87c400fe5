import { once } from 'node:events';
import type { Connection, PoolClient, Submittable } from 'pg';

/** What pg's connection can do beyond its types. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/**
 * Runs `copy … to stdout` and gives `take` every row as it comes, without waiting and without
 * keeping any. A row's bytes are only good during the call.
 * @throws what PostgreSQL or `take` threw, once the statement has ended
 */
export function copyOut(
  client: PoolClient,
  statement: string,
  take: (row: Buffer) => void,
): Promise<void> {
  let thrown: Error | undefined;
  return runCopy(client, statement, {
    handleCopyData({ chunk }: { chunk: Buffer }) {
      if (thrown) return;
      try {
        take(chunk);
      } catch (error) {
        thrown = asError(error);
      }
    },
    failure: () => thrown,
  });
}

/**
 * Runs `copy … from stdin` with these bytes, no faster than the server takes them.
 * @throws what PostgreSQL or `chunks` threw; nothing is written then
 */
export function copyIn(
  client: PoolClient,
  statement: string,
  chunks: Iterable<Buffer>,
): Promise<void> {
  const refused = new AbortController();
  const { signal } = refused;
  const done = runCopy(client, statement, {
    handleCopyInResponse(connection: CopyConnection) {
      void sendAll(connection, chunks, signal);
    },
  });
  return done.finally(() => refused.abort());
}

async function sendAll(
  connection: CopyConnection,
  chunks: Iterable<Buffer>,
  signal: AbortSignal,
): Promise<void> {
  try {
    for (const chunk of chunks) {
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain', { signal });
      if (signal.aborted) return;
    }
    connection.endCopyFrom();
  } catch (error) {
    // The server has answered already, and takes no more.
    if (signal.aborted) return;
    connection.sendCopyFail(asError(error).message);
  }
}

interface CopyHandlers {
  handleCopyData?(message: { chunk: Buffer }): void;
  handleCopyInResponse?(connection: CopyConnection): void;
  /** What the caller's side threw meanwhile. */
  failure?(): Error | undefined;
}

/** A statement as pg's client runs it: it calls the handlers as the server's messages come. */
function runCopy(client: PoolClient, statement: string, handlers: CopyHandlers): Promise<void> {
  return new Promise((resolve, reject) => {
    const query: Submittable & CopyHandlers & Record<string, unknown> = {
      ...handlers,
      submit: (connection) => connection.query(statement),
      handleError: reject,
      handleCommandComplete: () => undefined,
      handleReadyForQuery() {
        const failure = handlers.failure?.();
        if (failure) reject(failure);
        else resolve();
      },
    };
    client.query(query);
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
