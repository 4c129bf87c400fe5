import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import type { AccessTokens } from './admin/access-tokens.server.ts';
import { ShopifyError } from './admin/shopify-error.ts';

const OFFLINE = 'offline_';
/** Sooner than the library would refresh by itself: it does so without a lock. */
const REFRESH_BEFORE_MS = 5 * 60_000 + 30_000;

/**
 * The same sessions, an offline one refreshed when it is about to expire: one refresh at a time per
 * shop also in the web process, whose library would send several at once. Where Shopify no longer
 * takes the refresh token, the expired session is given as it is, and the library exchanges a new
 * one with the merchant who is there.
 */
export function withFreshTokens(sessions: SessionStorage, tokens: AccessTokens): SessionStorage {
  return {
    storeSession: (session) => sessions.storeSession(session),
    deleteSession: (id) => sessions.deleteSession(id),
    deleteSessions: (ids) => sessions.deleteSessions(ids),
    findSessionsByShop: (shop) => sessions.findSessionsByShop(shop),
    async loadSession(id) {
      const session = await sessions.loadSession(id);
      const isStale = session?.refreshToken && session.isExpired(REFRESH_BEFORE_MS);
      if (!isStale || !id.startsWith(OFFLINE)) return session;
      try {
        await tokens.find(session.shop, session.accessToken);
        return await sessions.loadSession(id);
      } catch (error) {
        if (error instanceof ShopifyError) return session;
        throw error;
      }
    },
  };
}
