import { createServer } from 'node:net';
import { PlainRefusal } from './progress.ts';

async function isFree(port: number, host: string): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** @throws PlainRefusal when another program listens on the port. */
export async function checkPort(port: number, use: string, variable: string): Promise<void> {
  for (const host of ['::', '0.0.0.0', '127.0.0.1']) {
    if (await isFree(port, host)) continue;
    throw new PlainRefusal(
      `Port ${port}, for ${use}, is taken by another program. Stop that program, or choose ` +
        `another port: ${variable}=${port + 10} npm run demo`,
    );
  }
}
