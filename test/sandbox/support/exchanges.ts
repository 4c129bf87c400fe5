import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Exchange {
  file: string;
  query: string;
  variables: Record<string, unknown>;
  response: Record<string, unknown>;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every request with its answer, wherever a recording keeps it. */
export function* exchangesIn(file: string, value: unknown, queryOfAll = ''): Iterable<Exchange> {
  if (Array.isArray(value)) {
    for (const each of value) yield* exchangesIn(file, each, queryOfAll);
    return;
  }
  if (!isRecord(value)) return;
  const request = isRecord(value.request) ? value.request : value;
  const answer = isRecord(value.response) ? value.response : value.payload;
  const response = isRecord(answer) && isRecord(answer.payload) ? answer.payload : answer;
  const query = typeof request.query === 'string' ? request.query : queryOfAll;
  if (query !== '' && isRecord(response) && isRecord(request.variables ?? {})) {
    const variables = isRecord(request.variables) ? request.variables : {};
    yield { file, query, variables, response };
  }
  for (const each of Object.values(value)) yield* exchangesIn(file, each, queryOfAll);
}

/** Every exchange of a folder's recordings. */
export function* exchangesOf(folder: string): Iterable<Exchange> {
  for (const name of readdirSync(folder)) {
    const document: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    yield* exchangesIn(name, document);
  }
}
