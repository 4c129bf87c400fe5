import type { InboxStore } from './ports/inbox-store.ts';
import type { PrivacyStore } from './ports/privacy-store.ts';
import type { Transact } from './transact.ts';

export interface SweepInboxDeps {
  transact: Transact<{ inbox: InboxStore; privacy: PrivacyStore }>;
  wakeShop(shopDomain: string): Promise<void>;
  startPrivacyRequest(shopId: string, requestId: string): Promise<void>;
}

/** Younger rows have their own wake-up on the way. */
const WAITED_TOO_LONG_MS = 3_000;

/** Wakes the shops whose wake-up was lost, and those with something to try again. */
export async function sweepInbox(
  deps: SweepInboxDeps,
): Promise<{ shops: number; privacyRequests: number }> {
  const { domains, requests } = await deps.transact(async (stores) => ({
    domains: await stores.inbox.listWaitingShops(WAITED_TOO_LONG_MS),
    requests: await stores.privacy.listOpen(),
  }));
  for (const domain of domains) await deps.wakeShop(domain);
  for (const request of requests) {
    await deps.startPrivacyRequest(request.shopId, request.requestId);
  }
  return { shops: domains.length, privacyRequests: requests.length };
}
