/** The little HTTP that the local Shopify's parts share. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalShopifyContext } from './context.ts';

export type Request = IncomingMessage;
export type Response = ServerResponse;

/** One endpoint; the first whose `match` says yes handles the request. */
export interface Route {
  match(method: string, url: URL): boolean;
  handle(request: Request, response: Response, context: LocalShopifyContext): Promise<void> | void;
}

/** A folder of pages: its routes, and what must end with the server. */
export interface Part {
  routes: Route[];
  close?: () => Promise<void>;
}

const MAX_BODY_BYTES = 10_000_000;

export class BodyTooLargeError extends Error {}

export async function readBody(request: Request): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new BodyTooLargeError('request body over 10 MB');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The URL of a request; its host is this server's own. */
export function urlOf(request: Request): URL {
  return new URL(request.url ?? '/', 'http://local.shopify');
}

export function sendJson(response: Response, status: number, body: unknown, headers = {}): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body), headers);
}

export function sendHtml(response: Response, status: number, body: string, headers = {}): void {
  send(response, status, 'text/html; charset=utf-8', body, headers);
}

export function send(
  response: Response,
  status: number,
  contentType: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

export function redirect(response: Response, location: string, status = 302): void {
  response.writeHead(status, { location });
  response.end();
}
