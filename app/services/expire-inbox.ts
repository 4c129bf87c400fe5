import type { InboxStore } from './ports/inbox-store.ts';
import type { Clock, Transact } from './transact.ts';

export interface ExpireInboxDeps {
  transact: Transact<{ inbox: InboxStore }>;
  clock: Clock;
}

/** Drops webhooks that were settled longer ago than their shop wants to keep them. */
export async function expireInbox(deps: ExpireInboxDeps): Promise<{ dropped: number }> {
  const dropped = await deps.transact((stores) => stores.inbox.expire(deps.clock.now()));
  return { dropped };
}
