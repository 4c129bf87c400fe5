import { expect, test } from 'vitest';
import type { StoreFit } from '#app/domain/clv/store-fit.ts';
import { aStoreFit, makeFit } from '#test/support/fits.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { type OpenApp, openApp, openPage, waitForImport } from './open-admin.ts';

/** Waits for the history and for the models that are fitted to it; after that none is due. */
async function waitForFit(app: OpenApp): Promise<void> {
  await waitForImport(app);
  await waitFor(
    'the fit',
    async () => {
      const { rows } = await app.pool.query<{ state: string }>('select state from clv_fits');
      return rows.some(({ state }) => state === 'done');
    },
    60_000,
  );
}

const TENTHS = Array.from({ length: 10 }, (_, at) => ({
  customers: 15,
  predicted: at * 0.2,
  actual: at * 0.21,
}));

test('a merchant reads what is missing, then what is predicted and how far to trust it', async () => {
  const app = await openApp();
  const { page, frame, errors } = await openPage({ width: 1440, height: 900 });
  await page.goto(`${app.admin}/app`);
  await waitForFit(app);
  // What was fitted to the store that was read: a forecast with its check on the store's past.
  await page.goto(`${app.admin}/app/analytics/predictions`);
  await frame.getByText('What to expect in the next year').waitFor();
  await frame.getByText(/^It foretold \d+ orders in all; \d+ came/).waitFor();
  await frame.getByText('After an import').waitFor();

  const { rows: shops } = await app.pool.query<{ shopId: string }>(
    'select shop_id as "shopId" from shops',
  );
  const shop = shops[0] ?? expect.fail('no shop');
  const at = new Date();

  // Too little data: what is missing and when it is expected, and no figure.
  const { options } = aStoreFit();
  const lack: StoreFit = {
    outcome: 'too-little-data',
    reason: { missing: 'repeat-customers', have: 3, need: 10, expectedOn: 20_850 },
    customers: 5,
    options,
  };
  await makeFit(app.pool, { shop, at, fit: lack });
  await page.goto(`${app.admin}/app/analytics/predictions`);
  await frame.getByText('3 so far, 10 are needed').waitFor();
  await frame.getByText('around Feb 1, 2027').waitFor();
  expect(await frame.getByText('Predicted revenue').count()).toBe(0);
  await page.goto(`${app.admin}/app`);
  await frame.getByText('Not enough data to predict yet').waitFor();

  const { rows } = await app.pool.query<{ id: string }>(
    `select customer_id as id from customer_metrics where orders_count > 1
     order by orders_count desc, customer_id limit 5`,
  );
  const customers = rows.map(({ id }) => id);
  await page.goto(`${app.admin}/app/customers/${customers[0]}`);
  await frame.getByText('3 so far, 10 are needed').waitFor();

  // Enough data: the forecast with its range, who won by how much, and a warning.
  const base = aStoreFit();
  const accuracy = base.accuracy ?? expect.fail('no card');
  await makeFit(app.pool, {
    shop,
    at,
    customers,
    clv: [26_000, 9_000, 4_000, 1_500, 300],
    fit: { ...base, accuracy: { ...accuracy, calibration: TENTHS } },
    alert: { kind: 'error', now: 0.8, usual: 0.6 },
  });
  await page.goto(`${app.admin}/app`);
  await frame.getByText('What to expect in the next year').waitFor();
  await frame.getByText('$90 to $240, 80% certain').waitFor();
  await frame.getByRole('link', { name: 'Predictions' }).click();
  await frame.getByText('Predictions have become less accurate').waitFor();
  await frame.getByText(/^BG\/NBD is used: its error per customer is 20% below/).waitFor();
  await frame.getByText('100 orders in all; 100 came').waitFor();
  const tables = frame.getByRole('button', { name: 'Show as table' });
  await tables.first().click();
  await frame.getByRole('rowheader', { name: '$50', exact: true }).waitFor();
  await tables.last().click();
  await frame.getByText('10', { exact: true }).waitFor();
  await frame.getByRole('cell', { name: '1.89' }).waitFor();
  await frame.getByText('Too little data').waitFor();

  // A customer: the ranges in words, P(alive) over time and what it is made from.
  await page.goto(`${app.admin}/app/customers/${customers[0]}`);
  await frame.getByText('Likely 1 to 2 orders in the next year, worth $4 to $20.').waitFor();
  await frame.getByText('Still a customer, over time').waitFor();
  await frame.getByRole('button', { name: 'Show days and orders' }).click();
  const { rows: days } = await app.pool.query<{ days: number }>(
    `select count(distinct local_day)::int as days from orders
     where owner_id = $1 and excluded_reason is null and deleted_at is null and net_minor > 0`,
    [customers[0]],
  );
  await frame.getByText(new RegExp(`^The ${days[0]?.days} days with orders`)).waitFor();
  await frame.getByRole('button', { name: 'Hide days and orders' }).waitFor();
  expect(errors).toEqual([]);
}, 240_000);

test('on a phone predictions are not wider than the screen', async () => {
  const app = await openApp();
  const { page, frame, errors } = await openPage({ width: 390, height: 844 });
  await page.goto(`${app.admin}/app`);
  await waitForFit(app);
  const { rows } = await app.pool.query<{ shopId: string; id: string }>(
    `select shop_id as "shopId", customer_id as id from customer_metrics
     where orders_count > 1 limit 1`,
  );
  const { id, ...shop } = rows[0] ?? expect.fail('no customer');
  const base = aStoreFit();
  const accuracy = base.accuracy ?? expect.fail('no card');
  await makeFit(app.pool, {
    shop,
    at: new Date(),
    customers: [id],
    clv: [26_000],
    fit: { ...base, accuracy: { ...accuracy, calibration: TENTHS, churn: TENTHS } },
  });
  const pages = {
    '/app': 'What to expect in the next year',
    '/app/analytics/predictions': 'Earlier fits',
    [`/app/customers/${id}`]: 'What to expect of this customer',
  };
  for (const [path, text] of Object.entries(pages)) {
    await page.goto(app.admin + path);
    await frame.getByText(text, { exact: true }).first().waitFor();
    const overflow = await frame
      .locator('html')
      .evaluate((root) => root.scrollWidth - root.clientWidth);
    expect({ path, overflow }).toEqual({ path, overflow: 0 });
  }
  expect(errors).toEqual([]);
}, 120_000);
