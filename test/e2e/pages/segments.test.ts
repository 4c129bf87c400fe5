import { readFile } from 'node:fs/promises';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { waitFor } from '#test/support/wait-for.ts';
import { openApp, openPage, waitForImport } from './open-admin.ts';

const WIDE = { width: 1440, height: 900 };

/** The conditions of the builder, each a row of fields without visible labels. */
function fieldsOf(frame: FrameLocator, nth: number) {
  const at = (label: string) => frame.getByLabel(label, { exact: true });
  return {
    attribute: at('Condition').nth(nth),
    polarity: at('Is or is not').nth(nth),
    comparison: at('Comparison').nth(nth),
    value: at('Value').nth(nth),
  };
}

test('a merchant builds a segment, sees who matches, exports, changes and archives it', async () => {
  const app = await openApp();
  const { page, frame, errors } = await openPage(WIDE);
  const titleBar = page.locator('#app-actions');
  const saveBar = page.locator('#save-bar');
  await page.goto(`${app.admin}/app`);
  await waitForImport(app);
  const count = async (where: string) => {
    const { rows } = await app.pool.query<{ customers: number }>(
      `select count(*)::int as customers from customer_metrics m
       join customers c using (shop_id, customer_id) where ${where}`,
    );
    return rows[0]?.customers ?? Number.NaN;
  };

  // The count follows what is typed.
  await page.goto(`${app.admin}/app/segments`);
  await frame.getByText('Make a segment of your own').waitFor();
  await titleBar.getByRole('button', { name: 'Create segment' }).click();
  await frame.getByLabel('Name of the segment').waitFor();
  const card = frame.locator('[aria-live=polite]');
  await fieldsOf(frame, 0).value.fill('2');
  const repeat = await count('m.orders_count >= 2');
  expect(repeat).toBeGreaterThan(0);
  await card.getByText(String(repeat), { exact: true }).waitFor();

  // Another condition, negated, and a group within.
  await frame.getByRole('button', { name: 'Add condition' }).click();
  await fieldsOf(frame, 1).attribute.selectOption('email');
  await fieldsOf(frame, 1).polarity.selectOption('isNot');
  const unreachable = await count("m.orders_count >= 2 and c.email_consent <> 'subscribed'");
  await card.getByText(String(unreachable), { exact: true }).waitFor();
  await frame.getByRole('button', { name: 'Add group' }).click();
  await fieldsOf(frame, 1).value.fill('many');
  await frame.getByText('Complete the conditions to see how many match.').waitFor();

  // What is wrong stands at its field, and nothing is saved.
  await titleBar.getByRole('button', { name: 'Save segment' }).click();
  await frame.getByText('Enter a number.').waitFor();
  await frame.getByText('This may not be empty.').waitFor();
  expect((await app.pool.query('select from segments')).rowCount).toBe(0);
  await fieldsOf(frame, 1).value.fill('3');
  await frame.getByLabel('Name of the segment').fill('Loyal, not by mail');
  await titleBar.getByRole('button', { name: 'Save segment' }).click();

  // Its page says the rule, and has everyone who matches.
  await frame
    .getByText(
      'Customers with: number of orders at least 2 and not (subscribed to e-mail) and number of orders at least 3.',
    )
    .waitFor();
  const members = await count("m.orders_count >= 3 and c.email_consent <> 'subscribed'");
  expect(members).toBeGreaterThan(0);
  const stored = await app.pool.query('select from segment_memberships where segment_key ~ $1', [
    '^[0-9a-f-]{36}$',
  ]);
  expect(stored.rowCount).toBe(members);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    titleBar.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const [heading, ...lines] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(heading).toContain('customer_id,email,phone,');
  expect(lines).toHaveLength(members);

  // Written to Shopify as a tag, until it is taken off again (S5).
  const tagged = () => app.pool.query('select from tagged_customers where is_written');
  await frame.getByRole('button', { name: 'Write the tag' }).click();
  await frame.getByText('customers carry “').waitFor();
  await waitFor('the tag on everyone', async () => (await tagged()).rowCount === members, 30_000);
  await frame.getByRole('button', { name: 'Take the tag off everyone' }).click();
  await waitFor('the tag on no one', async () => (await tagged()).rowCount === 0, 30_000);

  // Changed, it is the same segment; on a telephone it can be read and edited too.
  await titleBar.getByRole('button', { name: 'Edit segment' }).click();
  await frame.getByLabel('Name of the segment').fill('Loyal');
  await saveBar.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Segment saved').waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await frame.getByText('Who is in it').waitFor();
  const isWider = () => document.documentElement.scrollWidth > window.innerWidth;
  const inner = page.frames().find((each) => each.name() === 'app-frame') ?? page.mainFrame();
  expect(await inner.evaluate(isWider)).toBe(false);
  await page.goto(`${app.admin}/app/segments`);
  await frame.getByRole('link', { name: 'Loyal', exact: true }).waitFor();
  await page.setViewportSize(WIDE);

  // Archived, it is gone from the list.
  await frame.getByRole('link', { name: 'Loyal', exact: true }).click();
  await titleBar.getByRole('button', { name: 'Archive' }).click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
  await frame.getByText('Make a segment of your own').waitFor();
  expect(errors).toEqual([]);
});
