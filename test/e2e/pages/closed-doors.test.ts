import { expect, test } from 'vitest';
import { openApp, signSessionToken } from './open-admin.ts';

const OTHER_SHOP = '999';
const OTHER_CUSTOMER = '777';

async function addOtherShop(pool: Awaited<ReturnType<typeof openApp>>['pool']): Promise<void> {
  await pool.query(
    `insert into shops (shop_id, domain, name, email, currency, timezone, country_code, scopes,
      installed_at)
     values (${OTHER_SHOP}, 'other.myshopify.com', 'Other', 'o@example.com', 'USD', 'UTC', 'US',
      '{}', now())`,
  );
  await pool.query(
    `insert into customers (shop_id, customer_id, email, first_name, tags, version_key,
      recorded_at)
     values (${OTHER_SHOP}, ${OTHER_CUSTOMER}, 'secret@example.com', 'Secret', '{}', '', now())`,
  );
}

test('addresses and bodies that are wrong, foreign or tampered with get a clear refusal', async () => {
  const app = await openApp();
  await addOtherShop(app.pool);
  const { domain } = app.shopify.store.shop;
  const ask = async (
    path: string,
    route: string,
    { token = '', body }: { token?: string; body?: string } = {},
  ) => {
    const url = new URL(path, app.url);
    url.searchParams.set('_data', route);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        // Shopify's library sends robots away before it looks at anything else.
        'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0',
        Authorization: `Bearer ${token || (await signSessionToken(domain))}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    return { status: response.status, text: await response.text() };
  };
  const customerRoute = 'routes/app.customers.$customerId';
  const listRoute = 'routes/app.customers._index';

  // Another shop's customer is no customer, and neither is nonsense.
  for (const id of [OTHER_CUSTOMER, 'x', '1%27%20or%201=1', '99999999999999999999']) {
    const answer = await ask(`/app/customers/${id}`, customerRoute);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('Secret');
  }
  expect((await ask('/app/segments/none?index', 'routes/app.segments.$key._index')).status).toBe(
    404,
  );
  const list = await ask('/app/customers?q=secret', listRoute);
  expect(list.status).toBe(200);
  expect(JSON.parse(list.text)).toMatchObject({ total: 0, rows: [] });

  // Each wrong parameter is named with what is wrong with it.
  const wrong = '/app/customers?orders_min=abc&group=best&last_from=yesterday&spent_max=-1';
  const refused = await ask(wrong, listRoute);
  expect(refused.status).toBe(400);
  expect(JSON.parse(refused.text).problems).toEqual([
    expect.stringMatching(/^group: Choose one of: champions, /),
    'orders_min: Enter a number.',
    'spent_max: Enter an amount such as 12.50.',
    'last_from: Enter a date such as 2026-11-22.',
  ]);
  for (const cursor of ['x', forgeCursor('nonsense', '1'), forgeCursor('1', 'nonsense')]) {
    const { status } = await ask(`/app/customers?cursor=${cursor}`, listRoute);
    expect(status).toBe(200);
  }

  // Bodies that are no form change nothing.
  const settings = 'routes/app.settings._index';
  for (const body of ['{', '[]', '{"intent":"drop"}', '{"intent":"save"}']) {
    const answer = await ask('/app/settings', settings, { body });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false });
  }
  const { rows } = await app.pool.query('select from audit_log');
  expect(rows).toEqual([]);

  // A token of another secret, or cut short, opens nothing.
  const forged = await signSessionToken(domain, 'another secret of the same kind');
  const cut = (await signSessionToken(domain)).slice(0, -4);
  for (const token of [forged, cut, 'nonsense']) {
    const answer = await ask('/app/customers', listRoute, { token });
    expect(answer.status).not.toBe(200);
    expect(answer.text).not.toContain('rows');
  }
});

function forgeCursor(value: string, id: string): string {
  return Buffer.from(JSON.stringify({ d: 'after', v: value, i: id })).toString('base64url');
}
