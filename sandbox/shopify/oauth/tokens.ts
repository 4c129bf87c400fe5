/** Access tokens: made by token exchange, expiring, refreshed once at a time. */
import { randomBytes } from 'node:crypto';
import type { TokenRecord } from '../records.ts';
import type { StoreState } from '../state/state.ts';

const ACCESS_SECONDS = 3600;
const REFRESH_SECONDS = 7_776_000;

export interface IssueOptions {
  kind: TokenRecord['kind'];
  expiring: boolean;
  scopes: string[];
}

export function issueToken(state: StoreState, options: IssueOptions): TokenRecord {
  const prefix = options.kind === 'offline' ? 'shpat_' : 'shpua_';
  const now = Date.now();
  const { expiring } = options;
  return state.tables.tokens.put({
    id: `${prefix}${randomBytes(16).toString('hex')}`,
    kind: options.kind,
    refreshToken: expiring ? `shprt_${randomBytes(16).toString('hex')}` : null,
    scopes: options.scopes,
    expiresAt: expiring || options.kind === 'online' ? now + ACCESS_SECONDS * 1000 : null,
    refreshExpiresAt: expiring ? now + REFRESH_SECONDS * 1000 : null,
    replacedBy: null,
    used: false,
  });
}

/**
 * A new pair for a refresh token; null is invalid_grant. Until the replacement is used, the old
 * refresh token answers again, with a new replacement.
 */
export function refreshToken(
  state: StoreState,
  refresh: string,
  scopes: string[],
): TokenRecord | null {
  const { tokens } = state.tables;
  const old = [...tokens.values()].find((each) => each.refreshToken === refresh);
  if (!old || (old.refreshExpiresAt ?? 0) <= Date.now()) return null;
  const replacement = tokens.get(old.replacedBy);
  if (replacement?.used || (replacement && replacement.replacedBy !== null)) return null;
  if (replacement) tokens.remove(replacement.id);
  const token = issueToken(state, { kind: old.kind, expiring: true, scopes });
  old.replacedBy = token.id;
  tokens.put(old);
  return token;
}

/** The live token behind an access token, marked as used; null is a 401. */
export function findToken(state: StoreState, accessToken: string): TokenRecord | null {
  const token = state.tables.tokens.get(accessToken);
  if (!token || (token.expiresAt !== null && token.expiresAt <= Date.now())) return null;
  if (!token.used) {
    token.used = true;
    state.tables.tokens.put(token);
    dropReplaced(state, token);
    state.commit();
  }
  return token;
}

/** The first use of a replacement kills the pair it replaced. */
function dropReplaced(state: StoreState, token: TokenRecord): void {
  for (const each of [...state.tables.tokens.values()]) {
    if (each.replacedBy === token.id) state.tables.tokens.remove(each.id);
  }
}

/** Tests make a token old without waiting an hour. */
export function expireTokens(state: StoreState): void {
  for (const token of state.tables.tokens.values()) {
    if (token.expiresAt === null) continue;
    token.expiresAt = Date.now();
    state.tables.tokens.put(token);
  }
  state.commit();
}
