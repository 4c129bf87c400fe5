import { createServer, type Server } from 'node:http';
import type { LocalShopifyContext } from './context.ts';
import {
  BodyTooLargeError,
  type Request,
  type Response,
  type Route,
  sendJson,
  urlOf,
} from './http.ts';

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

export type RequestHandler = (request: Request, response: Response) => void;

/** Listens on 127.0.0.1; rejects with the system's error where the port is taken. */
export async function listen(port: number, handler: RequestHandler): Promise<RunningServer> {
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: portOf(server), close: () => closeServer(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** The first matching route answers; a route that throws answers 500 and is logged. */
export async function dispatch(
  routes: readonly Route[],
  request: Request,
  response: Response,
  context: LocalShopifyContext,
): Promise<void> {
  const url = urlOf(request);
  const asked = request.headers['x-local-shop'];
  if (typeof asked === 'string' && asked !== context.store.shop.domain) {
    // What Shopify answers under a domain that is no shop's.
    sendJson(response, 404, { errors: 'Not Found' });
    return;
  }
  const route = routes.find((each) => each.match(request.method ?? 'GET', url));
  try {
    if (route) await route.handle(request, response, context);
    else sendJson(response, 404, { errors: 'Not Found' });
  } catch (error) {
    context.log.warn(`${request.method} ${url.pathname}: ${String(error)}`);
    if (response.headersSent) response.destroy();
    else if (error instanceof BodyTooLargeError) sendJson(response, 413, { errors: error.message });
    else sendJson(response, 500, { errors: 'Internal Server Error' });
  }
}
