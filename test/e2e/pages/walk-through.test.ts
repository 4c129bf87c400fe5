import { expect, test } from 'vitest';
import { openApp, openPage, waitForImport } from './open-admin.ts';

test('a merchant walks through home, customers, segments and settings', async () => {
  const app = await openApp();
  const { page, frame, errors } = await openPage({ width: 1440, height: 900 });

  // Home follows the import by itself until the figures are there.
  await page.goto(`${app.admin}/app`);
  await frame.getByText('Your store’s history is being read').waitFor();
  await waitForImport(app);
  await frame.getByText('Add your postal address').waitFor();
  await frame.getByText('Where your customers stand').waitFor();
  await frame.getByText('Your store’s history is being read').waitFor({ state: 'hidden' });
  await frame.getByRole('button', { name: 'What “Repeat rate” means' }).click();
  await frame.getByText('The share of buyers with more than one order.').waitFor();
  await page.keyboard.press('Escape');
  await frame.getByRole('button', { name: 'Show as table' }).click();
  await frame.getByRole('columnheader', { name: 'Net revenue' }).waitFor();

  // A group leads to its customers; search and filters narrow the list and can be taken away.
  await frame.getByRole('link', { name: 'Dormant' }).click();
  await frame.getByText('RFM group: Dormant').waitFor();
  const search = frame.getByPlaceholder('Search by name or e-mail');
  await search.fill('nobody has this name');
  await frame.getByText('No customer fits').waitFor();
  await frame.getByRole('button', { name: 'Clear search and filters' }).click();
  await frame.getByText('RFM group: Dormant').waitFor({ state: 'hidden' });
  await expect.poll(() => search.inputValue()).toBe('');
  await frame.getByRole('button', { name: 'Next' }).click();
  await page.waitForURL(/cursor=/);
  await frame.getByRole('button', { name: 'Previous' }).click();

  // A customer: what the figures are made from adds up to the historic CLV.
  const { rows } = await app.pool.query<{ customer_id: string; name: string; spent: number }>(
    `select m.customer_id, concat_ws(' ', c.first_name, c.last_name) as name,
      m.historic_clv_minor::float8 as spent
     from customer_metrics m join customers c using (shop_id, customer_id)
     where m.orders_count > 1 order by m.historic_clv_minor desc limit 1`,
  );
  const best = rows[0] ?? expect.fail('no customer');
  await frame.getByRole('link', { name: best.name }).first().click();
  await frame.getByText('What this customer is worth').waitFor();
  const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
  await frame
    .getByText(dollars.format(best.spent / 100))
    .first()
    .waitFor();
  await frame.getByText('No campaign has looked at this customer yet.').waitFor();
  await frame.getByText('How the lifetime value comes about').waitFor();

  // A segment's threshold: refused with a sentence at the field, then saved.
  await page.goto(`${app.admin}/app/segments`);
  await frame.getByRole('link', { name: 'Big spenders' }).click();
  const share = frame.getByLabel('Top share of customers by historic CLV');
  await share.fill('500');
  await page.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('Enter 90 or less.').waitFor();
  await share.fill('25');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. The segments are being computed again.').waitFor();
  await frame.getByText(/Is among the top 25%/).waitFor();

  // Settings: the form, the switch that asks first, and who did it.
  await page.goto(`${app.admin}/app/settings`);
  await frame.getByLabel('Replies go to').fill('nonsense');
  await page.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('Enter an e-mail address such as').waitFor();
  await frame.getByLabel('Replies go to').fill('');
  await frame.getByLabel('Postal address').fill('1 Garden Lane, London');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await frame.getByRole('button', { name: 'Pause all sending' }).click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Pause all sending' }).click();
  await frame.getByText(/All sending is paused since/).waitFor();
  await frame.getByText('Paused all sending').waitFor();
  await frame.getByRole('button', { name: 'Resume sending' }).click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Resume sending' }).click();
  await frame.getByText('Messages go out as campaigns decide.').waitFor();

  // The state of the data, and another import beside which everything goes on.
  await frame.getByRole('link', { name: 'Open data and queue' }).click();
  await frame.getByText(/^Read completely/).waitFor();
  await frame.getByRole('button', { name: 'Read again' }).click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Read again' }).click();
  await page.getByText('Reading has begun').waitFor();
  expect(errors).toEqual([]);
}, 240_000);

test('on a phone no page is wider than the screen', async () => {
  const app = await openApp();
  const { page, frame, errors } = await openPage({ width: 390, height: 844 });
  await page.goto(`${app.admin}/app`);
  await frame.getByText('Your store’s history is being read').waitFor();
  await waitForImport(app);
  const { rows } = await app.pool.query<{ customer_id: string }>(
    'select customer_id from customer_metrics where orders_count > 0 limit 1',
  );
  const pages = {
    '/app': 'Where your customers stand',
    '/app/customers': 'Segment',
    [`/app/customers/${rows[0]?.customer_id}`]: 'Identity and consent',
    '/app/segments': 'Checkout abandoners',
    '/app/segments/repeat': 'Customers in it',
    '/app/settings': 'Who changed what',
    '/app/settings/data': 'Privacy requests',
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
});
