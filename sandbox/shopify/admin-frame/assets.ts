import { existsSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { Route } from '../http.ts';
import { type PageResponse, page, textPage } from './page.ts';

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  // Browsers take the type from the header, not from the ending.
  ts: 'text/javascript; charset=utf-8',
};

const loaded = new Map<string, PageResponse>();

/** A file of a page folder as the browser gets it; TypeScript loses its types on the way. */
function loadAsset(folder: URL, name: string): PageResponse {
  const file = new URL(name, folder);
  const known = loaded.get(file.href);
  if (known) return known;
  const ending = name.split('.').at(-1) ?? '';
  const type = types[ending];
  if (!type || !existsSync(file)) return textPage('Not found', 404);
  const text = readFileSync(file, 'utf8');
  const body = ending === 'ts' ? stripTypeScriptTypes(text) : text;
  const headers = { 'content-type': type, 'cache-control': 'no-cache' };
  const asset = { status: 200, headers, body };
  loaded.set(file.href, asset);
  return asset;
}

/** Serves the named kinds of files that lie in a page's folder: `/mailbox/style.css`. */
export function assetRoutes(prefix: string, folder: URL): Route[] {
  const serve = (name: string) =>
    /^(client\/)?[a-z-]+\.(css|svg|ts)$/.test(name) && (!name.endsWith('.ts') || isClient(name))
      ? loadAsset(folder, name)
      : textPage('Not found', 404);
  return [
    page('GET', `${prefix}/client/:name`, ({ parameters }) => serve(`client/${parameters.name}`)),
    page('GET', `${prefix}/:name`, ({ parameters }) => serve(parameters.name ?? '')),
  ];
}

// The server's own modules lie beside the style sheets: only the client's are for the browser.
function isClient(name: string): boolean {
  return name.startsWith('client/');
}
