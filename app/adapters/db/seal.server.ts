import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_NAME_BYTES = 4;
const HEADER_BYTES = 1 + KEY_NAME_BYTES + IV_BYTES + TAG_BYTES;

/** Seals text so that only a holder of the key can read it, or change it without being noticed. */
export interface Sealer {
  /** `boundTo` is not kept: the same must be given to open, so a row cannot be moved to another. */
  seal(text: string, boundTo: string): Buffer;
  /** @throws where the key is unknown, or the bytes or what they are bound to were changed */
  open(sealed: Buffer, boundTo: string): string;
  /** Whether the current key sealed it; if not, sealing again completes a rotation. */
  isCurrent(sealed: Buffer): boolean;
}

interface NamedKey {
  name: Buffer;
  key: Buffer;
}

function nameKey(base64: string): NamedKey {
  const key = Buffer.from(base64, 'base64');
  if (key.length !== 32) throw new Error('An encryption key must be 32 bytes in base64');
  const name = createHash('sha256').update(key).digest().subarray(0, KEY_NAME_BYTES);
  return { name, key };
}

/**
 * AES-256-GCM. Layout: format 1 byte, key name 4, nonce 12, tag 16, then the ciphertext.
 *
 * @param keys base64, 32 bytes each: `current` seals, both open
 */
export function createSealer(keys: { current: string; previous?: string | undefined }): Sealer {
  const current = nameKey(keys.current);
  const known = keys.previous ? [current, nameKey(keys.previous)] : [current];

  return {
    seal(text, boundTo) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.key, iv);
      cipher.setAAD(Buffer.from(boundTo, 'utf8'));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([FORMAT]), current.name, iv, cipher.getAuthTag(), body]);
    },

    open(sealed, boundTo) {
      if (sealed.length < HEADER_BYTES || sealed[0] !== FORMAT) {
        throw new Error('The sealed bytes have an unknown format');
      }
      const key = known.find(({ name }) => name.equals(readKeyName(sealed)))?.key;
      if (!key) throw new Error('Sealed with a key that is not configured');
      const ivAt = 1 + KEY_NAME_BYTES;
      const iv = sealed.subarray(ivAt, ivAt + IV_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(boundTo, 'utf8'));
      decipher.setAuthTag(sealed.subarray(ivAt + IV_BYTES, HEADER_BYTES));
      const body = sealed.subarray(HEADER_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },

    isCurrent: (sealed) => readKeyName(sealed).equals(current.name),
  };
}

function readKeyName(sealed: Buffer): Buffer {
  return sealed.subarray(1, 1 + KEY_NAME_BYTES);
}
