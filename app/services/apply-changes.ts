import type { FactChange, FactSource } from '#app/domain/facts.ts';
import type { CustomerId, OrderId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { Touched } from '#app/domain/touched.ts';
import { isUntouched } from '#app/domain/touched.ts';
import type { FactsStore } from './ports/facts-store.ts';

/** A change and when it happened; needed where the fact itself does not say (deletes). */
export interface DatedChange {
  change: FactChange;
  /** ISO instant: X-Shopify-Triggered-At of a webhook, the reading's time of an import. */
  occurredAt: string;
}

export interface ApplyMeta {
  source: FactSource;
  /** Business time of writing it down; never decides anything. */
  recordedAt: Date;
}

/** What follows from new facts, in the same transaction and in this order. */
export interface ApplyHooks<Stores> {
  recomputeCustomers(
    stores: Stores,
    shop: Shop,
    customerIds: CustomerId[],
    context: { now: Date; cause: string; orderIds?: OrderId[] },
  ): Promise<void>;
  planOccasions(
    stores: Stores,
    shop: Shop,
    touched: Touched,
    context: { now: Date },
  ): Promise<void>;
  queueLedgerWork(
    stores: Stores,
    shop: Shop,
    orderIds: OrderId[],
    context: { now: Date },
  ): Promise<void>;
}

/**
 * The one way in which facts enter: webhooks, import and re-reads alike. Takes the shop's lock for
 * the rest of the transaction, so that writers of one shop take turns. An import leaves the
 * customers to one `recomputeShop` at its end and plans no occasions: history starts no campaign.
 */
export async function applyChanges<Stores extends { facts: FactsStore }>(
  hooks: ApplyHooks<Stores>,
  stores: Stores,
  shop: Shop,
  changes: readonly DatedChange[],
  meta: ApplyMeta,
): Promise<Touched> {
  const touched = await stores.facts.apply(shop, changes, meta);
  if (isUntouched(touched)) return touched;
  const context = { now: meta.recordedAt };
  if (meta.source !== 'import') {
    // Not the source: the same facts leave the same trace, however they came.
    const cause = 'facts';
    const { customerIds, orderIds } = touched;
    await hooks.recomputeCustomers(stores, shop, customerIds, { ...context, cause, orderIds });
    await hooks.planOccasions(stores, shop, touched, context);
  }
  await hooks.queueLedgerWork(stores, shop, touched.orderIds, context);
  return touched;
}
