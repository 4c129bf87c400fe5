/** Metafields of any owner: namespaces of the app, ids, digests, and what a value must look like. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'smol-toml';

const APP_ID = '1';

/** `$app` and `$app:name` stand for namespaces that only this app may write. */
export function resolveNamespace(namespace: string | null): string {
  if (namespace === null || namespace === '$app') return `app--${APP_ID}`;
  return namespace.startsWith('$app:') ? `app--${APP_ID}--${namespace.slice(5)}` : namespace;
}

/** The model keeps no ids of metafields, so an id follows from owner, namespace and key. */
export function metafieldId(ownerGid: string, namespace: string, key: string): string {
  const digest = createHash('sha256').update(`${ownerGid} ${namespace}.${key}`).digest();
  return String(digest.readUIntBE(0, 6));
}

export function compareDigest(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

/** What is wrong with a value of this type, in Shopify's words; null when nothing is. */
export function refuseValue(type: string, value: string): string | null {
  if (type === 'number_integer' && !/^-?\d+$/.test(value)) return 'Value must be an integer.';
  if (type === 'number_decimal' && !/^-?\d+(\.\d+)?$/.test(value)) {
    return 'Value must be a decimal.';
  }
  if (type === 'boolean' && value !== 'true' && value !== 'false') {
    return 'Value must be true or false.';
  }
  if (type === 'date' && !isDate(value)) {
    return 'Value must be in “YYYY-MM-DD” format. For example: 2022-06-01.';
  }
  if (type === 'json' && !isJson(value)) return 'Value is invalid JSON.';
  return null;
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

/** The value as the API's `jsonValue`. */
export function jsonValueOf(type: string, value: string): unknown {
  const asJson = ['number_integer', 'boolean', 'json', 'money', 'rating'].includes(type);
  return asJson || type.startsWith('list.') ? JSON.parse(value) : value;
}

/** The type that the app's toml defines for an owner's metafield; null where it defines none. */
export function definedType(
  tomlPath: string,
  owner: string,
  namespace: string,
  key: string,
): string | null {
  if (!existsSync(tomlPath)) return null;
  const section = namespace === resolveNamespace(null) ? 'app' : namespace;
  const path = [owner, 'metafields', section, key, 'type'];
  let value: unknown = parse(readFileSync(tomlPath, 'utf8'));
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return null;
    value = Reflect.get(value, name);
  }
  return typeof value === 'string' ? value : null;
}
