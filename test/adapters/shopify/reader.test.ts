import { expect, test } from 'vitest';
import { parseWebhook } from '#app/adapters/shopify/webhook-payloads/index.ts';
import type { FactChange } from '#app/domain/facts.ts';
import { versionInstant } from '#app/domain/versions.ts';
import { orderPayload } from '#sandbox/shopify/webhooks/order-payloads.ts';
import { productPayload } from '#sandbox/shopify/webhooks/product-payloads.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { collectBulk } from './collect.ts';
import { connectShop } from './connected-shop.ts';

const NOW = '2026-11-22T12:00:00Z';

function sampleStore() {
  return generateStore({ seed: 1, customers: 150, endsAt: new Date(NOW) });
}

function webhookFact(topic: string, payload: unknown, currency: string): FactChange {
  const body = Buffer.from(JSON.stringify(payload));
  const parsed = parseWebhook({ topic, body, triggeredAt: null, occurredAt: NOW }, currency);
  if (parsed.kind !== 'changes' || !parsed.changes[0]) throw new Error(JSON.stringify(parsed));
  return parsed.changes[0];
}

/** What both ways must agree on: all but when it was said, and the moment of payment. */
function comparable(change: FactChange) {
  if (change.type !== 'order') return change;
  const { versionKey, paidAt, ...rest } = change.fact;
  return { ...rest, changedAt: versionInstant(versionKey), wasPaid: paidAt !== null };
}

test('an order is the same fact from its webhook, from a page and from the bulk file', async () => {
  const { local, reader, bulk, address } = await connectShop({ loadContents: sampleStore });
  const orders = [...local.store.state.tables.orders.values()];
  const refunded = orders.filter((order) => order.refunds.length > 0);
  expect(refunded.length).toBeGreaterThan(10);

  const fromBulk = await collectBulk(bulk, address, 'orders');
  const sample = [...orders.slice(0, 40), ...refunded.slice(0, 20)];
  const pages = await reader.readOrders(address, [...new Set(sample.map(({ id }) => id))]);
  const fromPages = new Map(pages.map((fact) => [fact.orderId, fact]));

  expect(fromBulk.size).toBe(orders.length);
  for (const order of orders) {
    const payload = orderPayload(local.store.state, order);
    const said = comparable(webhookFact('orders/updated', payload, address.currency));
    const bulkChange = fromBulk.get(order.id);
    expect(bulkChange && comparable(bulkChange)).toEqual(said);
    const page = fromPages.get(order.id);
    if (page) expect(comparable({ type: 'order', fact: page })).toEqual(said);
  }
  expect(fromPages.size).toBeGreaterThanOrEqual(40);
});

test('a product is the same fact from its webhook and from the bulk file', async () => {
  const { local, bulk, address } = await connectShop({ loadContents: sampleStore });
  const fromBulk = await collectBulk(bulk, address, 'products');
  for (const product of local.store.state.tables.products.values()) {
    const payload = productPayload(local.store.state, product);
    const said = webhookFact('products/update', payload, address.currency);
    const read = fromBulk.get(product.id);
    if (said.type !== 'product' || read?.type !== 'product') throw new Error('no product');
    // The webhook does not say whether a product is a gift card.
    const { versionKey: readKey, isGiftCard: _, ...readFact } = read.fact;
    const { versionKey: saidKey, isGiftCard: __, ...saidFact } = said.fact;
    expect(readFact).toEqual(saidFact);
    expect(versionInstant(readKey)).toBe(versionInstant(saidKey));
  }
});

test('an order of more lines than a page holds is read whole, and so is its refund', async () => {
  const { local, reader, bulk, address } = await connectShop({ loadContents: sampleStore });
  const { products, customers } = local.store.state.tables;
  const [variant] = [...products.values()].flatMap((product) => product.variants);
  const [customer] = [...customers.values()];
  if (!variant || !customer) throw new Error('an empty store');
  const placed = local.store.placeOrder({
    customerId: customer.id,
    lines: Array.from({ length: 380 }, () => ({ variantId: variant.id, quantity: 1 })),
    paid: true,
  });
  if (!placed.ok) throw new Error(JSON.stringify(placed));
  const { id, lines } = placed.order;
  local.store.refundOrder(id, {
    lines: lines.map((line) => ({ lineItemId: line.id, quantity: 1 })),
  });

  const [page] = await reader.readOrders(address, [id]);
  const read = (await collectBulk(bulk, address, 'orders')).get(id);
  if (!page || read?.type !== 'order') throw new Error('not read');
  for (const fact of [page, read.fact]) {
    const refunded = fact.refunds.flatMap((refund) => refund.lines.map(({ lineId }) => lineId));
    expect(new Set(refunded)).toEqual(new Set(lines.map((line) => line.id)));
    expect(fact.lines).toHaveLength(380);
  }
});
