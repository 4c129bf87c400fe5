import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';

export interface SessionTokenOptions {
  shop: string;
  apiKey: string;
  apiSecret: string;
  userId?: string;
  /** Epoch seconds; real time, for signatures never follow the business clock. */
  issuedAt?: number;
}

const LIFETIME_SECONDS = 60;

/** The JWT that App Bridge hands to an embedded app (HS256 with the app's secret). */
export async function mintSessionToken(options: SessionTokenOptions): Promise<string> {
  const issuedAt = options.issuedAt ?? Math.floor(Date.now() / 1000);
  return new SignJWT({ dest: `https://${options.shop}`, sid: randomUUID() })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(`https://${options.shop}/admin`)
    .setAudience(options.apiKey)
    .setSubject(options.userId ?? '1')
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .setNotBefore(issuedAt)
    .setIssuedAt(issuedAt)
    .setJti(randomUUID())
    .sign(new TextEncoder().encode(options.apiSecret));
}
