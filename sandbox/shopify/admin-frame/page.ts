import type { IncomingMessage } from 'node:http';
import { type Route, readBody } from '../http.ts';
import type { Html } from './html.ts';

export interface PageRequest {
  method: string;
  url: URL;
  /** The named parts of the route's path. */
  parameters: Record<string, string>;
  headers: IncomingMessage['headers'];
  cookies: Record<string, string>;
  /** The raw body; empty for a GET. */
  body: string;
  /** The body of a form. */
  form: URLSearchParams;
}

export interface PageResponse {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

function readCookies(header: string | undefined): Record<string, string> {
  const pairs = (header ?? '').split(';').map((part) => part.trim().split('='));
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (name && value ? [[name, decode(value)]] : [])),
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Matches `/orders/:id/*`: a name for one segment, a star for the rest (named `rest`). */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    if (part === '*') {
      parameters.rest = given.slice(index).join('/');
      return parameters;
    }
    const value = given[index];
    if (value === undefined) return null;
    if (part.startsWith(':') && value !== '') parameters[part.slice(1)] = decode(value);
    else if (part !== value) return null;
  }
  return given.length === wanted.length ? parameters : null;
}

async function readRequest(
  request: IncomingMessage,
  url: URL,
  pattern: string,
): Promise<PageRequest> {
  const body = await readBody(request);
  const isForm = request.headers['content-type']?.includes('x-www-form-urlencoded');
  return {
    method: request.method ?? 'GET',
    url,
    parameters: matchPath(pattern, url.pathname) ?? {},
    headers: request.headers,
    cookies: readCookies(request.headers.cookie),
    body,
    form: new URLSearchParams(isForm ? body : ''),
  };
}

/** A route of one method (or `*`) and path; what the handler returns is sent. */
export function page(
  method: string,
  pattern: string,
  handle: (request: PageRequest) => PageResponse | Promise<PageResponse>,
): Route {
  return {
    match: (given, url) =>
      (method === '*' || method === (given === 'HEAD' ? 'GET' : given)) &&
      matchPath(pattern, url.pathname) !== null,
    handle: async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://local');
      const answer = await handle(await readRequest(request, url, pattern));
      response.writeHead(answer.status, answer.headers);
      response.end(request.method === 'HEAD' ? undefined : answer.body);
    },
  };
}

export function htmlPage(body: Html, status = 200): PageResponse {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  return { status, headers, body: body.markup };
}

export function jsonPage(data: unknown, status = 200): PageResponse {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status, headers, body: JSON.stringify(data) };
}

export function textPage(text: string, status: number): PageResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text };
}

export function redirectTo(
  location: string,
  headers: Record<string, string | string[]> = {},
): PageResponse {
  return { status: 303, headers: { location, ...headers }, body: '' };
}
