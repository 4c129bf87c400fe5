import type { OrderId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { LedgerStore } from './ports/ledger-store.ts';

const MINUTE_MS = 60_000;

/**
 * Has the orders settled in the ledger once late facts have had their time. Orders paid before the
 * programme began are left out, so an imported history earns nothing.
 */
export async function queueLedgerWork(
  stores: { ledger: LedgerStore },
  shop: Shop,
  orderIds: OrderId[],
  { now }: { now: Date },
): Promise<void> {
  if (orderIds.length === 0) return;
  const dueAt = new Date(now.getTime() + shop.settings.settlingMinutes * MINUTE_MS);
  await stores.ledger.queueOrders(shop.shopId, orderIds, dueAt);
}
