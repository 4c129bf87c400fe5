import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express from 'express';
import './shopify.server.ts';
import type { Composition } from './composition.server.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

const ROOT = path.resolve(import.meta.dirname, '..');

/**
 * The web process's request listener: the webhook intake first, then health, then the built
 * pages. In development Vite serves the pages and reloads them on change.
 */
export async function startWeb(composition: Composition): Promise<Listener> {
  const pages = await createPages(composition);
  return (request, response) => {
    const pathname = request.url?.split('?', 1)[0];
    if (pathname === '/webhooks') void composition.intake(request, response);
    else if (pathname === '/healthz') void answerHealth(composition, response);
    else pages(request, response);
  };
}

async function createPages(composition: Composition): Promise<Listener> {
  const app = express().disable('x-powered-by');
  app.use(compression());
  if (composition.env.NODE_ENV === 'development') {
    const { createServer } = await import('vite');
    const vite = await createServer({ server: { middlewareMode: true }, root: ROOT });
    app.use(vite.middlewares);
    const build = () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>;
    app.all('*', createRequestHandler({ build, getLoadContext: () => ({ ...composition }) }));
    return app;
  }
  const client = path.join(ROOT, 'build/client');
  app.use('/assets', express.static(`${client}/assets`, { immutable: true, maxAge: '1y' }));
  app.use(express.static(client, { maxAge: '1h' }));
  const build: ServerBuild = await import(
    pathToFileURL(path.join(ROOT, 'build/server/index.js')).href
  );
  app.all('*', createRequestHandler({ build, getLoadContext: () => ({ ...composition }) }));
  return app;
}

async function answerHealth(composition: Composition, response: ServerResponse): Promise<void> {
  const health = await composition.readHealth();
  response.writeHead(health.ok ? 200 : 503, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(health));
}
