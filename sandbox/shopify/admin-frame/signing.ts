import { createHmac } from 'node:crypto';

/** Shopify's signature of a query: hex HMAC-SHA256 over the sorted `key=value` pairs. */
export function signQuery(parameters: URLSearchParams, secret: string): string {
  const pairs = [...parameters].sort(([one], [other]) => (one < other ? -1 : 1));
  const message = new URLSearchParams(pairs).toString();
  return createHmac('sha256', secret).update(message).digest('hex');
}

/** The app proxy's signature: sorted pairs joined without separators, lists by commas. */
export function signProxyQuery(parameters: URLSearchParams, secret: string): string {
  const names = [...new Set(parameters.keys())].sort();
  const message = names.map((name) => `${name}=${parameters.getAll(name).join(',')}`).join('');
  return createHmac('sha256', secret).update(message).digest('hex');
}
