import fc from 'fast-check';
import { expect, test } from 'vitest';
import { processInbox } from '#app/services/process-inbox.ts';
import {
  customerBody,
  type Delivery,
  deliver,
  inventoryItemBody,
  lineBody,
  orderBody,
  productBody,
  refundBody,
} from '#test/support/webhook-bodies.ts';
import { clearFacts, dumpFacts, inboxServices } from './inbox-services.ts';

const START = Date.parse('2026-03-01T10:00:00Z');
const EMAILS = ['ann@example.com', 'Bob@Example.com', 'cy@example.com', null];
const PHONES = ['+44 20 7946 0001', '+44 20 7946 0002', null];

const small = (max: number) => fc.integer({ min: 1, max });
const email = fc.constantFrom(...EMAILS);
const phone = fc.constantFrom(...PHONES);
const maybeCustomer = fc.option(small(4), { nil: null });

/** One thing that happens in the shop; its time is given by its place in the history. */
type Happening = (at: string, second: string) => Delivery;

const orderSaid: fc.Arbitrary<Happening> = fc
  .record({
    id: small(5),
    customer: maybeCustomer,
    email,
    phone,
    topic: fc.constantFrom('orders/create', 'orders/updated', 'orders/paid'),
    status: fc.constantFrom('pending', 'paid', 'partially_refunded', 'voided'),
    cancelled: fc.boolean(),
    fulfilled: fc.boolean(),
    price: fc.constantFrom('10.00', '12.50'),
    kept: fc.integer({ min: 0, max: 2 }),
  })
  .map((order) => (triggeredAt, second) => ({
    topic: order.topic,
    triggeredAt,
    body: orderBody(order.id, {
      // Among the times at which costs change.
      processed_at: new Date(START + order.id * 8_000).toISOString(),
      updated_at: second,
      customer: order.customer ? { id: order.customer } : null,
      email: order.email,
      phone: order.phone,
      financial_status: order.status,
      cancelled_at: order.cancelled ? second : null,
      fulfillment_status: order.fulfilled ? 'fulfilled' : null,
      fulfillments: order.fulfilled ? [{ status: 'success', created_at: second }] : [],
      line_items: [
        lineBody({
          id: order.id * 10,
          price: order.price,
          quantity: 2,
          currentQuantity: order.kept,
          productId: 1 + (order.id % 2),
          variantId: 1 + (order.id % 2),
        }),
      ],
      refunds: [],
    }),
  }));

const customerSaid: fc.Arbitrary<Happening> = fc
  .record({
    id: small(4),
    email,
    phone,
    name: fc.constantFrom('Ann', 'Anna'),
    province: fc.constantFrom('NY', 'CA', null),
    birth: fc.constantFrom('1990-05-01', '1990-05-02', null, undefined),
  })
  .map((customer) => (triggeredAt, second) => ({
    topic: 'customers/update',
    triggeredAt,
    body: customerBody(customer.id, {
      updated_at: second,
      first_name: customer.name,
      email: customer.email,
      phone: customer.phone,
      default_address: { country_code: 'US', province_code: customer.province },
      ...(customer.birth === undefined
        ? {}
        : {
            metafields: customer.birth
              ? [{ namespace: 'facts', key: 'birth_date', value: customer.birth }]
              : [],
          }),
    }),
  }));

const consentSaid: fc.Arbitrary<Happening> = fc
  .record({ id: small(4), state: fc.constantFrom('subscribed', 'unsubscribed', 'pending') })
  .map(({ id, state }) => (triggeredAt, second) => ({
    topic: 'customers_email_marketing_consent/update',
    triggeredAt,
    body: { customer_id: id, email_marketing_consent: { state, consent_updated_at: second } },
  }));

const refunded: fc.Arbitrary<Happening> = fc
  .record({ refund: small(6), amount: fc.constantFrom('5.00', '10.00') })
  .map(({ refund }) => (triggeredAt) => ({
    topic: 'refunds/create',
    triggeredAt,
    // A refund never changes: all that it says follows from its id.
    body: refundBody(refund, ((refund - 1) % 5) + 1, {
      lines: [{ lineId: (((refund - 1) % 5) + 1) * 10, quantity: 1, subtotal: '5.00' }],
      paidBack: '5.00',
    }),
  }));

const merged: fc.Arbitrary<Happening> = fc
  .constantFrom([1, 2], [2, 3], [1, 3], [3, 4])
  .map(([kept, gone]) => (triggeredAt) => ({
    topic: 'customers/merge',
    triggeredAt,
    body: {
      admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept}`,
      admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${gone}`,
      status: 'complete',
    },
  }));

const checkoutSaid: fc.Arbitrary<Happening> = fc
  .record({ id: small(2), customer: maybeCustomer, email, done: fc.boolean() })
  .map(({ id, customer, email, done }) => (triggeredAt, second) => ({
    topic: 'checkouts/update',
    triggeredAt,
    body: {
      id,
      token: `t${id}`,
      customer: customer ? { id: customer } : null,
      email,
      created_at: '2026-03-01T10:00:00Z',
      updated_at: second,
      completed_at: done ? second : null,
      currency: 'GBP',
      total_price: '10.00',
      line_items: [{ product_id: 1, variant_id: 1, quantity: 1 }],
    },
  }));

const productSaid: fc.Arbitrary<Happening> = fc
  .record({ id: small(2), title: fc.constantFrom('Fern', 'Moss') })
  .map(({ id, title }) => (triggeredAt, second) => ({
    topic: 'products/update',
    triggeredAt,
    body: productBody(id, { title, updated_at: second }),
  }));

const costSaid: fc.Arbitrary<Happening> = fc
  .record({ id: small(2), cost: fc.constantFrom('4.00', '5.50', null) })
  .map(({ id, cost }) => (triggeredAt, second) => ({
    topic: 'inventory_items/update',
    triggeredAt,
    body: inventoryItemBody(id + 1000, cost, second),
  }));

const deleted: fc.Arbitrary<Happening> = fc
  .constantFrom(
    { topic: 'orders/delete', body: { id: 5 } },
    { topic: 'customers/delete', body: { id: 4 } },
    { topic: 'products/delete', body: { id: 2 } },
    { topic: 'checkouts/delete', body: { id: 2, cart_token: 'c2' } },
  )
  .map((gone) => (triggeredAt) => ({ ...gone, triggeredAt }));

const history = fc.array(
  fc.record({
    happening: fc.oneof(
      { weight: 5, arbitrary: orderSaid },
      { weight: 4, arbitrary: customerSaid },
      { weight: 2, arbitrary: consentSaid },
      { weight: 2, arbitrary: refunded },
      { weight: 1, arbitrary: merged },
      { weight: 1, arbitrary: checkoutSaid },
      { weight: 1, arbitrary: productSaid },
      { weight: 2, arbitrary: costSaid },
      { weight: 1, arbitrary: deleted },
    ),
    /** Several things may happen within one second, the resolution of updated_at. */
    afterMs: fc.constantFrom(200, 400, 1_500),
    places: fc.tuple(fc.nat(), fc.nat()),
  }),
  { minLength: 20, maxLength: 60, size: 'max' },
);

test('any order of arrival, twice and ten at once, leaves the state of once in order', async () => {
  const { pool, shop, deps, drain } = await inboxServices();
  await fc.assert(
    fc.asyncProperty(history, small(8), async (happenings, chunk) => {
      let now = START;
      const deliveries = happenings.map(({ happening, afterMs, places }, index) => {
        now += afterMs;
        const second = new Date(Math.floor(now / 1000) * 1000).toISOString();
        const delivery = happening(new Date(now).toISOString(), second);
        return { ...delivery, webhookId: `w${index}`, places };
      });
      await clearFacts(pool);
      for (const delivery of deliveries) {
        await deliver(pool, shop.domain, [delivery]);
        await drain();
      }
      const inOrder = await dumpFacts(pool);

      await clearFacts(pool);
      const twice = deliveries.flatMap((delivery) =>
        delivery.places.map((place, copy) => ({
          ...delivery,
          webhookId: `${delivery.webhookId}-${copy}`,
          place,
        })),
      );
      const shuffled = twice.toSorted((a, b) => a.place - b.place);
      for (let at = 0; at < shuffled.length; at += chunk) {
        await deliver(pool, shop.domain, shuffled.slice(at, at + chunk));
        if (at % 2 === 0) await drain();
      }
      await Promise.all(
        Array.from({ length: 10 }, () => processInbox(deps, { shopDomain: shop.domain })),
      );
      await drain();
      expect(await dumpFacts(pool)).toEqual(inOrder);
      const { rows } = await pool.query("select * from inbox where state <> 'done'");
      expect(rows).toEqual([]);
    }),
    { numRuns: 12 },
  );
}, 120_000);
