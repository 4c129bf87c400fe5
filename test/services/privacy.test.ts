import { expect, test } from 'vitest';
import { expireInbox } from '#app/services/expire-inbox.ts';
import { performPrivacyRequest } from '#app/services/perform-privacy-request.ts';
import { makeFit } from '#test/support/fits.ts';
import { customerBody, orderBody } from '#test/support/webhook-bodies.ts';
import { inboxServices } from './inbox-services.ts';

const T = '2026-03-01T10:00:01.000Z';
const ANN = 'ann.doe@example.com';
const PHONE = '+442079460001';
const PERSONAL = [ANN, PHONE, 'Annabel', 'Doeington'];

async function privacyServices() {
  const services = await inboxServices();
  const delivered: { requestId: string; json: string }[] = [];
  const perform = async () => {
    for (const requestId of services.privacyRequests.splice(0)) {
      await performPrivacyRequest(
        {
          transact: services.transact,
          clock: services.deps.clock,
          parseWebhook: services.deps.parseWebhook,
          hooks: services.hooks,
          delivery: { deliver: async (_shop, answer) => void delivered.push(answer) },
        },
        { shopId: services.shop.shopId, requestId },
      );
    }
  };
  return { ...services, delivered, perform };
}

type Services = Awaited<ReturnType<typeof privacyServices>>;

/** Tables in which any of the texts stands, in whatever column. */
async function tablesNaming(pool: Services['pool'], texts: string[]): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await pool.query(
      `select from ${name} t cross join unnest($1::text[]) as needle
       where position(lower(needle) in lower(to_jsonb(t)::text)) > 0
         or position(encode(convert_to(needle, 'UTF8'), 'hex') in to_jsonb(t)::text) > 0`,
      [texts],
    );
    if (rowCount) found.push(name);
  }
  return found;
}

function person(updatedAt = '2026-01-05T08:00:00Z') {
  return {
    topic: 'customers/update',
    triggeredAt: T,
    body: customerBody(5, {
      updated_at: updatedAt,
      first_name: 'Annabel',
      last_name: 'Doeington',
      email: ANN,
      phone: PHONE,
      default_address: { country_code: 'US', province_code: 'NY' },
      metafields: [{ namespace: 'facts', key: 'birth_date', value: '1990-05-01' }],
    }),
  };
}

function order(id: number, overrides: Record<string, unknown> = {}) {
  return { topic: 'orders/create', triggeredAt: T, body: orderBody(id, overrides) };
}

const ofAnn = { customer: { id: 5 }, email: ANN, phone: PHONE };

const checkout = {
  topic: 'checkouts/create',
  triggeredAt: T,
  body: {
    id: 71,
    token: 'tok',
    customer: { id: 5 },
    email: ANN,
    created_at: T,
    updated_at: T,
    abandoned_checkout_url: `https://fern.example/recover?email=${ANN}`,
    total_price: '10.00',
    line_items: [],
  },
};

const redaction = {
  topic: 'customers/redact',
  triggeredAt: '2026-05-01T00:00:00.000Z',
  body: {
    shop_id: 1,
    customer: { id: 5, email: ANN, phone: PHONE },
    orders_to_redact: [1],
  },
};

async function sums(pool: Services['pool']) {
  const { rows } = await pool.query(
    'select count(*)::int as orders, sum(net_minor)::int as net from orders',
  );
  return rows[0];
}

test('after customers/redact no row names the person and the sums are the same (D10)', async () => {
  const { pool, receive, drain, perform } = await privacyServices();
  await receive(person(), person('2026-01-06T08:00:00Z'), order(1, ofAnn), checkout);
  await receive(order(2, { email: ANN }), order(3, { email: 'other@example.com' }));
  await drain();
  expect(await tablesNaming(pool, PERSONAL)).toEqual(
    expect.arrayContaining(['checkouts', 'customers', 'fact_versions', 'inbox', 'orders']),
  );
  const before = await sums(pool);
  await receive(redaction);
  await drain();
  await perform();
  expect(await tablesNaming(pool, PERSONAL)).toEqual([]);
  expect(await sums(pool)).toEqual(before);
  expect(await tablesNaming(pool, ['other@example.com'])).toEqual(['customers', 'inbox', 'orders']);
  const { rows } = await pool.query(
    'select email_consent, redacted_at, timezone, birth_date from customers where customer_id = 5',
  );
  expect(rows).toEqual([
    {
      email_consent: 'redacted',
      redacted_at: new Date('2026-06-01T12:00:00Z'),
      timezone: null,
      birth_date: null,
    },
  ]);
});

test('redaction is permanent: later facts bring nobody back, not even in the inbox', async () => {
  const { pool, receive, drain, perform } = await privacyServices();
  await receive(person(), order(1, ofAnn));
  await drain();
  await receive(redaction);
  await drain();
  await perform();
  await receive(
    person('2026-06-02T00:00:00Z'),
    order(1, { ...ofAnn, updated_at: '2026-06-02T00:00:00Z' }),
    order(4, ofAnn),
    order(5, { email: ANN }),
    checkout,
  );
  await drain();
  expect(await tablesNaming(pool, PERSONAL)).toEqual([]);
  expect(await sums(pool)).toEqual({ orders: 3, net: 3000 });
});

test('facts that wait while the person is redacted go in without him', async () => {
  const { pool, shop, receive, drain, perform, privacyRequests } = await privacyServices();
  await receive(redaction);
  await drain();
  await receive(person(), order(1, ofAnn), order(2, { email: ANN }), checkout);
  expect(privacyRequests).toHaveLength(1);
  await perform();
  await drain();
  expect(await tablesNaming(pool, PERSONAL)).toEqual([]);
  expect(await sums(pool)).toEqual({ orders: 2, net: 2000 });
  expect(shop.shopId).toBe('1');
});

test('bodies that cannot be read lose the person too, settled before or after (D10)', async () => {
  const { pool, receive, drain, perform } = await privacyServices();
  const zoe = 'zoë@example.com';
  const torn = (text: string) => ({ topic: 'orders/create', triggeredAt: T, body: text });
  const bodies = [
    torn(`{"email": "${ANN}", "first_name": "Annabel`),
    torn('{"first_name": "Annabel", "customer": {"id":5'),
    torn('{"first_name": "Annabel", "admin_graphql_api_id": "gid:\\/\\/shopify\\/Customer\\/5"'),
    torn(`{"last_name": "Doeington", "email": "${zoe.replace('ë', '\\u00eb')}"`),
  ];
  await receive(person(), { topic: 'customers/update', triggeredAt: T, body: 'also not json' });
  await receive(...bodies);
  await drain();
  const request = { ...redaction.body.customer, email: ANN };
  await receive({ ...redaction, body: { ...redaction.body, customer: request } });
  await receive({ ...redaction, body: { shop_id: 1, customer: { email: zoe } } });
  await drain();
  // These wait while the person is redacted.
  await receive(...bodies);
  await perform();
  await drain();
  expect(await tablesNaming(pool, [...PERSONAL, zoe])).toEqual([]);
  const { rows } = await pool.query(
    "select count(*)::int as kept, sum(length(body))::int as bytes from inbox where state = 'rejected'",
  );
  expect(rows).toEqual([{ kept: 5, bytes: 'also not json'.length }]);
});

test('a request that is still open outlives the redaction of its person', async () => {
  const { pool, receive, drain, perform, delivered, privacyRequests } = await privacyServices();
  await receive(person());
  await receive({
    topic: 'customers/data_request',
    triggeredAt: T,
    body: { customer: { id: 5, email: ANN }, orders_requested: [], data_request: { id: 9 } },
  });
  await receive(redaction);
  await drain();
  privacyRequests.reverse();
  await perform();
  expect(delivered).toHaveLength(1);
  const { rows } = await pool.query('select 1 from privacy_requests where done_at is null');
  expect(rows).toEqual([]);
  expect(await tablesNaming(pool, PERSONAL)).toEqual([]);
});

test('a guest is redacted by address, and a new order after it is a new guest', async () => {
  const { pool, receive, drain, perform } = await privacyServices();
  await receive(order(1, { email: ANN }));
  await drain();
  const body = { shop_id: 1, customer: { email: ANN }, orders_to_redact: [] };
  await receive({ ...redaction, body });
  await drain();
  await perform();
  expect(await tablesNaming(pool, PERSONAL)).toEqual([]);
  const created = { created_at: '2026-07-01T00:00:00Z', updated_at: '2026-07-01T00:00:00Z' };
  await receive(order(2, { email: ANN, ...created }));
  await drain();
  const { rows } = await pool.query('select order_id, owner_id from orders order by order_id');
  expect(rows).toMatchObject([{ owner_id: null }, { owner_id: expect.stringMatching(/^-/) }]);
});

test('customers/data_request: all that is kept goes to the owner, once noted', async () => {
  const { pool, receive, drain, perform, delivered } = await privacyServices();
  await receive(person(), order(1, ofAnn), order(3, { email: 'other@example.com' }), checkout);
  await receive({
    topic: 'customers/data_request',
    triggeredAt: T,
    body: {
      customer: { id: 5, email: ANN, phone: PHONE },
      orders_requested: [1],
      data_request: { id: 9999 },
    },
  });
  await drain();
  await perform();
  expect(delivered).toHaveLength(1);
  const { data } = JSON.parse(delivered[0]?.json ?? '{}');
  expect(data.customers).toMatchObject([{ first_name: 'Annabel', email: ANN }]);
  expect(data.orders).toHaveLength(1);
  expect(Object.keys(data)).toEqual(expect.arrayContaining(['checkouts', 'order_lines']));
  expect(delivered[0]?.json).not.toContain('other@example.com');
  const { rows } = await pool.query('select done_at, result from privacy_requests');
  expect(rows).toMatchObject([{ done_at: expect.any(Date), result: { customers: 1, orders: 1 } }]);
});

test('redaction takes predictions too, a person’s and a shop’s', async () => {
  const { pool, shop, receive, drain, perform } = await privacyServices();
  await receive(person(), order(1, ofAnn));
  await drain();
  await makeFit(pool, { shop, at: new Date(T), clv: [100, 200, 300, 400, 500] });
  await pool.query(
    'insert into clv_fit_changes select shop_id, fit_id, customer_id from customer_predictions',
  );
  const left = async () => {
    const { rows } = await pool.query(
      `select (select count(*)::int from clv_fits) as fits,
         (select array_agg(customer_id::int order by 1) from fit_predictions) as predicted,
         (select array_agg(customer_id::int order by 1) from clv_fit_changes) as changed`,
    );
    return rows[0];
  };
  await receive(redaction);
  await drain();
  await perform();
  expect(await left()).toEqual({ fits: 1, predicted: [1, 2, 3, 4], changed: [1, 2, 3, 4] });
  await pool.query("update shops set status = 'uninstalled'");
  await receive({ topic: 'shop/redact', triggeredAt: T, body: { shop_id: 1 } });
  await drain();
  await perform();
  expect(await left()).toEqual({ fits: 0, predicted: null, changed: null });
});

test('shop/redact erases a shop that left, and keeps one that came back', async () => {
  const { pool, receive, drain, perform } = await privacyServices();
  await receive(person(), order(1, ofAnn));
  await drain();
  const request = { topic: 'shop/redact', triggeredAt: T, body: { shop_id: 1 } };
  await receive(request);
  await drain();
  await perform();
  expect(await sums(pool)).toMatchObject({ orders: 1 });
  await pool.query("update shops set status = 'uninstalled'");
  await receive(request);
  await drain();
  await perform();
  expect(await tablesNaming(pool, [...PERSONAL, 'owner@fern.example'])).toEqual([]);
  expect(await sums(pool)).toMatchObject({ orders: 0 });
  await receive(person());
  await drain();
  expect(await tablesNaming(pool, PERSONAL)).toEqual([]);
});

test('settled webhooks are dropped when their time is over, waiting ones are not', async () => {
  const { pool, transact, receive, drain } = await privacyServices();
  await receive(order(1));
  await drain();
  await receive(order(2));
  const expireAt = (instant: string) =>
    expireInbox({ transact, clock: { now: () => new Date(instant) } });
  expect(await expireAt('2026-06-30T00:00:00Z')).toEqual({ dropped: 0 });
  expect(await expireAt('2026-07-02T00:00:00Z')).toEqual({ dropped: 1 });
  await pool.query(`update shops set settings = '{"inboxKeepDays": 2}'`);
  await drain();
  expect(await expireAt('2026-06-04T00:00:00Z')).toEqual({ dropped: 1 });
});
