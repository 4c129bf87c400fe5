import { connect } from 'node:net';

const END_OF_HEAD = '\r\n\r\n';

export interface HttpConnection {
  /** Writes one request and resolves with the answer's status; one request at a time. */
  send(...parts: (string | Buffer)[]): Promise<number>;
  close(): void;
}

/**
 * A kept-alive HTTP/1.1 connection that reads of an answer only its status and where it ends: on
 * two cores, what the load costs is missing from what is measured.
 */
export async function openConnection(port: number): Promise<HttpConnection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  let answer = '';
  let waiting: { resolve(status: number): void; reject(error: Error): void } | null = null;
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
    const status = completeStatus(answer);
    if (status === null) return;
    answer = '';
    waiting?.resolve(status);
  });
  socket.on('error', (error) => waiting?.reject(error));
  socket.on('close', () => waiting?.reject(new Error('The server closed the connection.')));
  return {
    send: (...parts) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.cork();
        for (const part of parts) socket.write(part);
        socket.uncork();
      }),
    close: () => socket.destroy(),
  };
}

/** The status once the answer is whole, else null. */
function completeStatus(answer: string): number | null {
  const head = answer.indexOf(END_OF_HEAD);
  if (head === -1) return null;
  const status = Number(answer.slice(9, 12));
  const body = head + END_OF_HEAD.length;
  const length = /\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, head))?.[1];
  if (length !== undefined) return answer.length >= body + Number(length) ? status : null;
  if (status === 204) return status;
  return answer.endsWith('0\r\n\r\n') ? status : null;
}
