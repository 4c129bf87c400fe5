import { expect, test } from 'vitest';
import { openApp, openPage, waitForImport } from './open-admin.ts';

test('a merchant reads the figures of a period, cohorts and the RFM grid, and enters a cost', async () => {
  const app = await openApp();
  const { page, frame, errors } = await openPage({ width: 1440, height: 900 });
  await page.goto(`${app.admin}/app`);
  await waitForImport(app);

  // The figures of a period, each with its definition; another period shows other figures.
  await page.goto(`${app.admin}/app/analytics`);
  await frame.getByText('The period in figures').waitFor();
  await frame.getByRole('button', { name: 'What “Churn rate” means' }).click();
  await frame.getByText(/^The rest of the retention rate/).waitFor();
  await page.keyboard.press('Escape');
  const { rows: sums } = await app.pool.query<{ orders: string; customers: string }>(
    `select count(*)::text as orders, count(distinct owner_id)::text as customers
     from orders where deleted_at is null and excluded_reason is null`,
  );
  await frame.getByLabel('Period').selectOption({ label: 'Since the first order' });
  await page.waitForURL(/period=all/);
  const { orders, customers } = sums[0] ?? expect.fail('no orders');
  await frame.getByText(`${customers} customers`, { exact: true }).waitFor();
  await frame.getByText(orders, { exact: true }).first().waitFor();
  await frame.getByText(/first-time buyers have ordered again so far/).waitFor();
  await frame.getByRole('button', { name: 'Show as table' }).click();
  await frame.getByRole('columnheader', { name: 'Ordered again' }).waitFor();

  // Days of one's own: the wrong way round they are refused at the field.
  await frame.getByLabel('Period').selectOption({ label: 'Other days' });
  const from = await frame.getByLabel('From').inputValue();
  await frame.getByLabel('To').fill('2001-01-01');
  await frame.getByText('Must not be before the first day.').waitFor();
  await frame.getByLabel('To').fill(from);
  await frame.getByRole('button', { name: 'Show', exact: true }).click();
  await page.waitForURL(new RegExp(`to=${from}`));

  // Cohorts: each view of the table, and sums that add up.
  await frame.getByRole('tab', { name: 'Cohorts' }).click();
  const heatmap = frame.getByRole('table', { name: /^Retention by month/ });
  await heatmap.waitFor();
  expect(await heatmap.getByText('month not over yet').count()).toBeGreaterThan(0);
  await frame.getByRole('button', { name: 'Revenue per customer' }).click();
  await frame.getByRole('table', { name: /^Revenue per customer by month/ }).waitFor();
  await frame.getByRole('button', { name: 'Gross profit per customer' }).click();
  await frame.getByText(/^Gross profit of a cohort/).waitFor();
  const { rows: totals } = await app.pool.query<{ minor: number }>(
    `select sum(net_minor)::float8 as minor from orders
     where deleted_at is null and excluded_reason is null`,
  );
  await frame.getByLabel('Months', { exact: true }).selectOption({ label: 'All' });
  const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
  const total = dollars.format((totals[0]?.minor ?? 0) / 100);
  await frame.getByRole('row', { name: `All net sales of these months ${total}` }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('cohorts.csv');

  // Movement between groups: all who had an order by the second day are in the last row's sum.
  await frame.getByRole('tab', { name: 'Movement' }).click();
  const moves = frame.getByRole('table', { name: /^Customers by group on the first/ });
  await moves.getByRole('row').last().getByText(customers, { exact: true }).waitFor();

  // A cell of the grid leads to as many customers as it says.
  await frame.getByRole('tab', { name: 'RFM grid' }).click();
  const cell = frame.getByRole('link', { name: /recency 5, Frequency and monetary/ }).first();
  const label = (await cell.getAttribute('aria-label')) ?? '';
  await cell.click();
  await frame.getByText('Recency score: 5').waitFor();
  await frame.getByText(label.split(',')[0] ?? '', { exact: true }).waitFor();

  // A cost: refused with sentences at the fields, entered, used, and deleted.
  await page.goto(`${app.admin}/app/analytics/costs`);
  await frame.getByText('No costs yet').waitFor();
  const today = new Date().toISOString().slice(0, 10);
  const past = new Date(Date.now() - 300 * 86_400_000).toISOString().slice(0, 10);
  await frame.getByLabel('Channel').fill('Fern ads');
  await frame.getByLabel('First day').fill(today);
  await frame.getByLabel('Last day').fill(past);
  await frame.getByLabel('Amount').fill('much');
  await frame.getByRole('button', { name: 'Add' }).click();
  await frame.getByText('Enter an amount in USD, such as 250.').waitFor();
  await frame.getByLabel('Amount').fill('1234.50');
  await frame.getByRole('button', { name: 'Add' }).click();
  await frame.getByText('Must not be before the first day.').waitFor();
  await frame.getByLabel('First day').fill(past);
  await frame.getByLabel('Last day').fill(today);
  await frame.getByRole('button', { name: 'Add' }).click();
  await frame.getByRole('cell', { name: '$1,234.50' }).waitFor();
  await frame.getByRole('tab', { name: 'Overview' }).click();
  await frame.getByText('Cost of a new customer').waitFor();
  await frame.getByText(/^[\d.,]+ : 1$/).waitFor();
  await frame.getByRole('link', { name: 'Acquisition costs' }).click();
  await frame.getByRole('button', { name: /^Delete Fern ads/ }).click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await frame.getByText('No costs yet').waitFor();
  const { rows: audit } = await app.pool.query('select action from audit_log order by at');
  expect(audit).toEqual([
    { action: 'add_acquisition_cost' },
    { action: 'remove_acquisition_cost' },
  ]);
  expect(errors).toEqual([]);
}, 240_000);

test('on a phone Analytics is not wider than the screen', async () => {
  const app = await openApp();
  const { page, frame, errors } = await openPage({ width: 390, height: 844 });
  await page.goto(`${app.admin}/app/analytics`);
  await frame.getByText(/No orders yet|The period in figures/).waitFor();
  await waitForImport(app);
  const pages = {
    '/app/analytics': 'The period in figures',
    '/app/analytics/predictions': 'Predictions',
    '/app/analytics/cohorts': 'All net sales of these months',
    '/app/analytics/rfm': 'The groups',
    '/app/analytics/movement': 'All moves',
    '/app/analytics/costs': 'Add a cost',
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
