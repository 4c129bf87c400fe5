import { Session } from '@shopify/shopify-api';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { SealedSessionStorage } from '../../db/session-storage.server.ts';
import { withShopLock } from '../../db/transaction.server.ts';
import type { Fetch } from '../shopify-fetch.server.ts';
import { ShopifyError } from './shopify-error.ts';

/** The shop's offline access token, refreshed when it is about to expire. */
export interface AccessTokens {
  /**
   * @param refused a token that Shopify just answered with 401; a fresh one is fetched unless
   *   another process has stored one since
   * @throws ShopifyError `needs_reopen` where no usable token is left, `unavailable` else
   */
  find(shopDomain: string, refused?: string): Promise<string>;
  /** Fetches a new pair whatever the old one's age; what `find` says of errors holds. */
  refresh(shopDomain: string): Promise<void>;
}

export interface AccessTokenOptions {
  pool: Pool;
  sessions: SealedSessionStorage;
  fetch: Fetch;
  apiKey: string;
  apiSecret: string;
  timeoutMs?: number;
}

const REFRESH_BEFORE_MS = 5 * 60_000;

const refreshed = z.object({
  access_token: z.string().min(1),
  scope: z.string(),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.number().positive(),
});

const oauthError = z.object({ error: z.string() });

/** The id under which Shopify's library keeps a shop's offline session. */
export function offlineSessionId(shopDomain: string): string {
  return `offline_${shopDomain}`;
}

export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  const { pool, sessions } = options;

  async function refreshUnless(shopDomain: string, isGood: (session: Session) => boolean) {
    // One refresh at a time per shop: a second one would invalidate the first one's pair.
    const outcome = await withShopLock(
      pool,
      { shopId: shopDomain, purpose: 'token' },
      async (client) => {
        const mine = sessions.within(client);
        const session = await mine.loadSession(offlineSessionId(shopDomain));
        if (session && isGood(session)) return session.accessToken;
        if (!session?.refreshToken) return undefined;
        const fresh = await requestPair(options, session, session.refreshToken);
        if (fresh) await mine.storeSession(fresh);
        else await mine.markNeedsReopen(shopDomain);
        return fresh?.accessToken;
      },
    );
    if (outcome) return outcome;
    throw new ShopifyError('needs_reopen', shopDomain, `${shopDomain} has no usable token`);
  }

  return {
    async find(shopDomain, refused) {
      const isGood = (session: Session) => isUsable(session) && session.accessToken !== refused;
      const session = await sessions.loadSession(offlineSessionId(shopDomain));
      if (session?.accessToken && isGood(session)) return session.accessToken;
      return refreshUnless(shopDomain, isGood);
    },
    async refresh(shopDomain) {
      const before = await sessions.loadSession(offlineSessionId(shopDomain));
      const isNewer = (session: Session) => session.accessToken !== before?.accessToken;
      await refreshUnless(shopDomain, isNewer);
    },
  };
}

function isUsable(session: Session): boolean {
  return Boolean(session.accessToken) && !session.isExpired(REFRESH_BEFORE_MS);
}

/** The new session, or null where Shopify no longer takes the refresh token. */
async function requestPair(
  options: AccessTokenOptions,
  session: Session,
  refreshToken: string,
): Promise<Session | null> {
  const shopDomain = session.shop;
  const response = await options
    .fetch(`https://${shopDomain}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        client_id: options.apiKey,
        client_secret: options.apiSecret,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      }),
      signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
    })
    .catch((cause: unknown) => {
      throw new ShopifyError('unavailable', shopDomain, 'The token refresh got no answer', {
        cause,
      });
    });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return toSession(session, refreshed.parse(body));
  if (isRevoked(response.status, body)) return null;
  const message = `The token refresh was answered ${response.status}`;
  throw new ShopifyError('unavailable', shopDomain, message);
}

function isRevoked(status: number, body: unknown): boolean {
  if (status === 401) return true;
  const parsed = oauthError.safeParse(body);
  return status === 400 && parsed.success && parsed.data.error === 'invalid_grant';
}

function toSession(old: Session, pair: z.infer<typeof refreshed>): Session {
  const after = (seconds: number) => new Date(Date.now() + seconds * 1000);
  return new Session({
    id: old.id,
    shop: old.shop,
    state: old.state,
    isOnline: false,
    scope: pair.scope,
    accessToken: pair.access_token,
    expires: after(pair.expires_in),
    refreshToken: pair.refresh_token,
    refreshTokenExpires: after(pair.refresh_token_expires_in),
  });
}
