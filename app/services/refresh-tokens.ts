export interface RefreshTokensDeps {
  sessions: { findShopsToRefresh(until: Date): Promise<string[]> };
  tokens: { refresh(shopDomain: string): Promise<void> };
  /** Told of each shop whose token could not be refreshed; the others go on. */
  onFailure(shopDomain: string, error: unknown): void;
}

const BEFORE_EXPIRY_MS = 14 * 24 * 3600 * 1000;

/**
 * Refreshes the tokens of shops that nobody has opened for long, before their refresh token runs
 * out, and those that a former encryption key still seals.
 * @param now real time: tokens do not know of business time
 */
export async function refreshTokens(
  deps: RefreshTokensDeps,
  { now }: { now: Date },
): Promise<{ refreshed: number; failed: number }> {
  const until = new Date(now.getTime() + BEFORE_EXPIRY_MS);
  const result = { refreshed: 0, failed: 0 };
  for (const shopDomain of await deps.sessions.findShopsToRefresh(until)) {
    try {
      await deps.tokens.refresh(shopDomain);
      result.refreshed += 1;
    } catch (error) {
      result.failed += 1;
      deps.onFailure(shopDomain, error);
    }
  }
  return result;
}
