import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether `signature` is the base64 HMAC-SHA256 of the raw body's chunks under the app's secret,
 * compared in constant time. Source: Shopify, "Verify webhook deliveries".
 */
export function isSignedBody(
  chunks: readonly Uint8Array[],
  signature: string | undefined,
  secret: string,
): boolean {
  if (!signature) return false;
  const hmac = createHmac('sha256', secret);
  for (const chunk of chunks) hmac.update(chunk);
  const expected = hmac.digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
