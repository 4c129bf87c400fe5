import { createServer } from 'node:http';
import { startWeb } from '#app/web.server.ts';
import { createComposition } from './composition.server.ts';
import { readEnv } from './env.server.ts';

const composition = await createComposition(readEnv(), 'web');
const { log, env } = composition;
const server = createServer(await startWeb(composition));

server.on('error', (error: NodeJS.ErrnoException) => {
  const reason =
    error.code === 'EADDRINUSE' ? `Port ${env.PORT} is taken; set PORT.` : error.message;
  log.fatal({ port: env.PORT }, reason);
  process.exit(1);
});
// Shopify's connections are kept open between deliveries for longer than Node's default.
server.keepAliveTimeout = 65_000;
server.listen(env.PORT, () => log.info({ port: env.PORT }, 'web is listening'));

let isClosing = false;
async function close(): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  server.closeIdleConnections();
  await new Promise((resolve) => server.close(resolve));
  await composition.close();
}
process.on('SIGTERM', () => void close());
process.on('SIGINT', () => void close());
