import { expect, test } from 'vitest';
import { createConsentPort } from '#app/adapters/shopify/consent.server.ts';
import { createDiscountPort } from '#app/adapters/shopify/discounts.server.ts';
import type { BoundCodeSpec } from '#app/services/ports/discount-port.ts';
import { aShop } from '../../support/fact-rows.ts';
import { connectShop } from './connected-shop.ts';

async function openPorts() {
  const connected = await connectShop();
  const { id: shopId, domain, currency } = connected.local.store.shop;
  const shop = aShop({ shopId, domain, currency });
  const [customer, other] = [...connected.local.store.state.tables.customers.values()];
  if (!customer || !other) throw new Error('no customers');
  const now = connected.local.store.now();
  const spec: BoundCodeSpec = {
    code: 'FERN-7KQ2',
    title: 'Anniversary FERN-7KQ2',
    customerId: customer.id,
    value: { kind: 'percentage', share: 0.15 },
    minimumSubtotalMinor: 2000,
    combinesWith: { orderDiscounts: false, productDiscounts: true, shippingDiscounts: true },
    startsAt: new Date(now.getTime() - 60_000).toISOString(),
    endsAt: new Date(now.getTime() + 86_400_000).toISOString(),
  };
  const discounts = createDiscountPort(connected.client);
  return { ...connected, discounts, shop, spec, customer, other };
}

test('a code is bound to its customer, ends, and is found again by its code', async () => {
  const { discounts, shop, spec, customer, other, local } = await openPorts();
  const created = await discounts.createBoundCode(shop, spec);
  if (created.outcome !== 'created') throw new Error(JSON.stringify(created));
  expect(await discounts.findByCode(shop, spec.code)).toEqual({
    gid: created.gid,
    code: spec.code,
    title: spec.title,
    status: 'active',
    customerIds: [customer.id],
    startsAt: expect.stringMatching(/^2026/),
    endsAt: expect.stringMatching(/^2026/),
    usageCount: 0,
  });
  expect(await discounts.findByCode(shop, 'NOT-THERE')).toBeNull();

  const [product] = [...local.store.state.tables.products.values()];
  const [variant] = product?.variants ?? [];
  if (!variant) throw new Error('no variant');
  const place = (customerId: string) =>
    local.store.placeOrder({
      customerId,
      lines: [{ variantId: variant.id, quantity: 50 }],
      discountCode: spec.code,
    }).ok;
  expect(place(other.id)).toBe(false);
  expect(place(customer.id)).toBe(true);
  expect(place(customer.id)).toBe(false);
});

test('creating it twice says that the code is taken, whoever lost the first answer', async () => {
  const { discounts, shop, spec } = await openPorts();
  await discounts.createBoundCode(shop, spec);
  expect(await discounts.createBoundCode(shop, spec)).toEqual({ outcome: 'code_taken' });
});

test('a refusal carries the words of Shopify', async () => {
  const { discounts, shop, spec } = await openPorts();
  const refused = await discounts.createBoundCode(shop, { ...spec, title: ' ' });
  expect(refused).toMatchObject({ outcome: 'refused', code: 'BLANK' });
  expect(refused).toHaveProperty('message', expect.stringContaining("Title can't be blank"));
});

test('a fixed amount is in the currency of the shop', async () => {
  const { discounts, shop, spec, local } = await openPorts();
  const value = { kind: 'amount', amountMinor: 1234 } as const;
  await discounts.createBoundCode(shop, { ...spec, value });
  const stored = JSON.stringify([...local.store.state.tables.discounts.values()]);
  expect(stored).toContain('1234');
});

test('deactivating and deleting may be repeated', async () => {
  const { discounts, shop, spec } = await openPorts();
  const created = await discounts.createBoundCode(shop, spec);
  if (created.outcome !== 'created') throw new Error(JSON.stringify(created));
  for (let time = 0; time < 2; time += 1) {
    expect(await discounts.deactivate(shop, created.gid)).toEqual({ outcome: 'deactivated' });
  }
  expect(await discounts.findByCode(shop, spec.code)).toMatchObject({ status: 'expired' });
  for (let time = 0; time < 2; time += 1) {
    expect(await discounts.delete(shop, created.gid)).toEqual({ outcome: 'deleted' });
  }
  expect(await discounts.deactivate(shop, created.gid)).toEqual({ outcome: 'deactivated' });
});

test('an unsubscription reaches Shopify, and a customer who is gone is no failure', async () => {
  const { client, shop, customer, local } = await openPorts();
  const consents = createConsentPort(client, () => local.store.now());
  local.store.setConsent(customer.id, { channel: 'email', state: 'SUBSCRIBED' });
  const at = new Date(local.store.now().getTime() + 60_000).toISOString();
  expect(await consents.unsubscribe(shop, customer.id, at)).toEqual({ outcome: 'unsubscribed' });
  const stored = local.store.state.tables.customers.get(customer.id);
  expect(stored?.emailConsent.state).toBe('UNSUBSCRIBED');
  expect(await consents.unsubscribe(shop, '999999', at)).toEqual({ outcome: 'customer_gone' });
});
