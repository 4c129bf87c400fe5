import { setTimeout as sleep } from 'node:timers/promises';
import type { FactChange } from '#app/domain/facts.ts';
import type { BulkReader, BulkType } from '#app/services/ports/bulk-reader.ts';
import type { ShopAddress } from '#app/services/ports/shopify-reader.ts';

/** Runs a bulk operation to its end: its facts by the object's id. */
export async function collectBulk(
  bulk: BulkReader,
  shop: ShopAddress,
  type: BulkType,
): Promise<Map<string, FactChange>> {
  const file = await finishBulk(bulk, shop, type);
  const found = new Map<string, FactChange>();
  if (!file.url) return found;
  const { url, readAt } = file;
  for await (const batch of bulk.read(shop, type, { url, readAt, linesRead: 0 })) {
    for (const change of batch.changes) found.set(idOf(change), change);
  }
  return found;
}

export async function finishBulk(bulk: BulkReader, shop: ShopAddress, type: BulkType) {
  const started = await bulk.start(shop, type);
  if (started.outcome !== 'started') throw new Error('Shopify is busy');
  for (;;) {
    const status = await bulk.readStatus(shop, started.operationGid);
    if (status.state === 'completed') return status;
    if (status.state === 'failed') throw new Error(status.reason);
    await sleep(20);
  }
}

function idOf(change: FactChange): string {
  switch (change.type) {
    case 'order':
      return change.fact.orderId;
    case 'customer':
      return change.fact.customerId;
    case 'product':
      return change.fact.productId;
    case 'variant':
      return `variant ${change.fact.variantId}`;
    case 'unit-cost':
      return `cost of ${change.fact.inventoryItemId}`;
    default:
      throw new Error(`No bulk file holds a ${change.type}`);
  }
}
