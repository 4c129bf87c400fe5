import { createHash } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a code can be read out and typed. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_CHARACTERS = 10;

/**
 * The code that belongs to a key, the same one every time: `<prefix>-<10 characters>`, 50 bits of
 * SHA-256. Who cannot guess the key cannot guess the code, so the key holds a random campaign id.
 */
export function deriveCode(prefix: string, key: string): string {
  const digest = createHash('sha256').update(key).digest();
  let bits = 0n;
  for (const byte of digest.subarray(0, 7)) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let position = 0; position < CODE_CHARACTERS; position += 1) {
    text += ALPHABET[Number((bits >> BigInt(51 - position * 5)) & 31n)];
  }
  return prefix ? `${prefix}-${text}` : text;
}

/** Names the effect in the discount's title: `Birthday treat · 1f0c…`. */
export function nameDiscount(campaignName: string, effectId: string): string {
  return `${campaignName} · ${effectId}`;
}
