import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { versionKey } from '#app/domain/versions.ts';
import { customerBody, orderBody } from '#test/support/webhook-bodies.ts';
import { dumpFacts, inboxServices } from './inbox-services.ts';

const T = '2026-03-01T10:00:01.000Z';
const ANN = 'ann@example.com';

function order(id: number, overrides: Record<string, unknown> = {}) {
  return { topic: 'orders/create', triggeredAt: T, body: orderBody(id, overrides) };
}

function customer(id: number, overrides: Record<string, unknown> = {}, triggeredAt = T) {
  return { topic: 'customers/update', triggeredAt, body: customerBody(id, overrides) };
}

function consent(id: number, state: string, at: string) {
  return {
    topic: 'customers_email_marketing_consent/update',
    triggeredAt: at,
    body: { customer_id: id, email_marketing_consent: { state, consent_updated_at: at } },
  };
}

function merge(keptId: number, goneId: number, triggeredAt = '2026-03-03T00:00:00.000Z') {
  return {
    topic: 'customers/merge',
    triggeredAt,
    body: {
      admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${keptId}`,
      admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${goneId}`,
      status: 'complete',
    },
  };
}

async function owners(pool: Pool): Promise<Record<string, string | null>> {
  const { rows } = await pool.query('select order_id, owner_id from orders order by order_id');
  return Object.fromEntries(rows.map((row) => [row.order_id, row.owner_id]));
}

async function consentOf(pool: Pool, id: number): Promise<string> {
  const { rows } = await pool.query('select email_consent from customers where customer_id = $1', [
    id,
  ]);
  return rows[0]?.email_consent;
}

test("a guest's orders are one guest's, by address however it is written", async () => {
  const { pool, receive, drain } = await inboxServices();
  await receive(
    order(1, { email: ANN }),
    order(2, { email: ' Ann@Example.com ' }),
    order(3, { email: 'ann+shop@example.com' }),
    order(4),
  );
  await drain();
  const whose = await owners(pool);
  expect(whose['1']).toMatch(/^-\d+$/);
  expect(whose['2']).toBe(whose['1']);
  expect(whose['3']).not.toBe(whose['1']);
  expect(whose['4']).toBeNull();
  const { rows } = await pool.query('select email from customers order by email');
  expect(rows).toEqual([{ email: 'ann+shop@example.com' }, { email: ANN }]);
});

test('a customer who turns up with the address takes the orders over, and the guest is gone', async () => {
  const { pool, receive, drain, touched } = await inboxServices();
  await receive(order(1, { email: ANN }), order(2, { phone: '+44 20 7946 0001' }));
  await drain();
  const guests = await owners(pool);
  await receive(customer(5, { email: ANN, phone: '+442079460001' }));
  await drain();
  expect(await owners(pool)).toEqual({ '1': '5', '2': '5' });
  expect(touched[1]?.moves).toEqual([
    { kind: 'guest-known', fromId: guests['1'], toId: '5', at: null },
    { kind: 'guest-known', fromId: guests['2'], toId: '5', at: null },
  ]);
  expect(touched[1]?.customerIds.toSorted()).toEqual(['5', guests['1'], guests['2']].toSorted());
  const { rows } = await pool.query('select customer_id from customers');
  expect(rows).toEqual([{ customer_id: '5' }]);
  await receive(customer(5, { email: 'new@example.com', updated_at: '2026-04-01T00:00:00Z' }));
  await drain();
  expect((await owners(pool))['1']).toBe(guests['1']);
});

test('a merge moves orders, also of guests with the address of the one who is gone', async () => {
  const { pool, receive, drain, touched } = await inboxServices();
  await receive(customer(5), customer(6, { email: ANN }));
  await receive(order(1, { customer: { id: 6 } }), order(2, { email: ANN }));
  await drain();
  await receive(merge(5, 6));
  await drain();
  expect(await owners(pool)).toEqual({ '1': '5', '2': '5' });
  expect(touched[1]).toMatchObject({
    customerIds: ['5', '6'],
    moves: [{ kind: 'merge', fromId: '6', toId: '5', at: '2026-03-03T00:00:00.000Z' }],
  });
  await receive(order(3, { customer: { id: 6 } }));
  await drain();
  expect((await owners(pool))['3']).toBe('5');
});

test('a merge is taken back from its log, to what it was before', async () => {
  const { pool, shop, transact, receive, drain } = await inboxServices();
  await receive(customer(5), customer(6, { email: ANN }), consent(6, 'unsubscribed', T));
  await receive(order(1, { customer: { id: 6 } }), order(2, { email: ANN }));
  await receive(consent(5, 'subscribed', T));
  await drain();
  const before = await dumpFacts(pool);
  await receive(merge(5, 6));
  await drain();
  expect(await dumpFacts(pool)).not.toEqual(before);
  const touched = await transact((stores) => stores.facts.reverseMerge(shop, '6', new Date(T)));
  expect(touched.orderIds).toEqual(['1', '2']);
  expect(await dumpFacts(pool)).toEqual(before);
});

test('the strictest consent of those merged counts until the person says something new', async () => {
  const { pool, receive, drain } = await inboxServices();
  await receive(
    consent(5, 'subscribed', '2026-03-02T00:00:00.000Z'),
    consent(6, 'unsubscribed', '2026-01-02T00:00:00.000Z'),
    merge(5, 6),
  );
  await drain();
  expect(await consentOf(pool, 5)).toBe('unsubscribed');
  expect(await consentOf(pool, 6)).toBe('invalid');
  await receive(consent(5, 'subscribed', '2026-03-04T00:00:00.000Z'));
  await drain();
  expect(await consentOf(pool, 5)).toBe('subscribed');
});

test('a late word about consent does not undo a newer one, nor does any other change', async () => {
  const { pool, receive, drain } = await inboxServices();
  await receive(consent(5, 'unsubscribed', '2026-03-02T00:00:00.000Z'));
  await drain();
  await receive(consent(5, 'subscribed', '2026-03-01T00:00:00.000Z'), customer(5, { email: ANN }));
  await drain();
  expect(await consentOf(pool, 5)).toBe('unsubscribed');
});

test('a birth date stands since it was first said without another in between', async () => {
  const { pool, receive, drain } = await inboxServices();
  const born = (value: string, at: string) =>
    customer(
      5,
      { updated_at: at, metafields: [{ namespace: 'facts', key: 'birth_date', value }] },
      at,
    );
  await receive(born('1990-05-01', '2026-03-03T00:00:00.000Z'));
  await drain();
  await receive(born('1990-05-01', '2026-03-01T00:00:00.000Z'));
  await receive(customer(5, { updated_at: '2026-03-09T00:00:00Z' }, '2026-03-09T00:00:00.000Z'));
  await drain();
  const read = async () =>
    (await pool.query('select birth_date, birth_date_at from customers')).rows;
  expect(await read()).toEqual([
    { birth_date: '1990-05-01', birth_date_at: new Date('2026-03-01T00:00:00Z') },
  ]);
  await receive(born('1990-05-02', '2026-03-02T00:00:00.000Z'));
  await drain();
  expect(await read()).toEqual([
    { birth_date: '1990-05-01', birth_date_at: new Date('2026-03-03T00:00:00Z') },
  ]);
});

test('reading a customer again and again leaves one statement of the birth date', async () => {
  const { pool, shop, transact } = await inboxServices();
  const read = async (readAt: string, birthDate: string | null) => {
    const fact = {
      ...{ customerId: '5', email: ANN, phone: null, firstName: null, lastName: null },
      ...{ locale: null, countryCode: null, provinceCode: null, consents: [], tags: [] },
      birthDate,
      createdAt: T,
      versionKey: versionKey(T, readAt),
    };
    const changes = [{ change: { type: 'customer' as const, fact }, occurredAt: readAt }];
    await transact((stores) =>
      stores.facts.apply(shop, changes, { source: 'reconcile', recordedAt: new Date(readAt) }),
    );
    const { rows } = await pool.query('select body from fact_versions order by version_key');
    return rows.map(({ body }) => body.birthDate);
  };
  expect(await read('2026-03-01T11:00:00Z', '1990-05-01')).toEqual(['1990-05-01']);
  expect(await read('2026-03-01T11:15:00Z', '1990-05-01')).toEqual(['1990-05-01']);
  expect(await read('2026-03-01T11:30:00Z', null)).toEqual(['1990-05-01', null]);
});
