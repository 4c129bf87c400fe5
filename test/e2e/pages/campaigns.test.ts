import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { waitFor } from '#test/support/wait-for.ts';
import { type OpenPage, openApp, openPage, waitForImport } from './open-admin.ts';

async function countCampaigns(pool: Pool): Promise<unknown[]> {
  const { rows } = await pool.query('select play, name, status, version from campaigns');
  return rows;
}

async function enterAddress({ page, frame }: OpenPage, admin: string): Promise<void> {
  await page.goto(`${admin}/app/settings`);
  await frame.getByLabel('Postal address').fill('1 Garden Lane, London');
  await page.locator('#save-bar').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
}

test('a merchant sets up, tries out, activates, changes and archives a campaign', async () => {
  const app = await openApp();
  const open = await openPage({ width: 1440, height: 900 });
  const { page, frame, errors } = open;
  const saveBar = page.locator('#save-bar');
  const titleBar = page.locator('#app-actions');
  await page.goto(`${app.admin}/app/campaigns`);
  await frame.getByText('Your postal address is missing').waitFor();
  await waitForImport(app);

  // From the gallery into the editor, where the preview follows what is typed.
  await page.goto(`${app.admin}/app/campaigns`);
  await frame.getByText(/birthdays known/).waitFor();
  await frame.getByRole('link', { name: 'Set up: Anniversary discount' }).click();
  const preview = frame.frameLocator('iframe');
  await preview.getByText('Happy birthday, Alex!').waitFor();
  await frame.getByLabel('Heading').fill('Many happy returns, ');
  await frame.getByRole('button', { name: 'First name' }).click();
  await preview.getByText('Many happy returns, Alex').waitFor();
  await frame.getByRole('button', { name: 'Plain text' }).click();
  await frame.getByText(/BDAY-SAMPLE0000/).waitFor();

  // What is wrong stands at its field, by name in the banner, and nothing is saved.
  await frame.getByLabel('Discount', { exact: true }).fill('500');
  await frame.getByLabel('Text', { exact: true }).fill('Hello {{ nonsense');
  await saveBar.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('Discount: Enter a number from 1 to 100.').first().waitFor();
  expect(await countCampaigns(app.pool)).toEqual([]);
  await frame.getByLabel('Discount', { exact: true }).fill('12.5');
  await saveBar.getByRole('button', { name: 'Save' }).click();
  await frame
    .getByText(/The text cannot be filled in/)
    .first()
    .waitFor();
  await frame.getByLabel('Text', { exact: true }).fill('Here is {{ offer.value }} off.');
  await frame.getByText('Here is 12.5% off.').waitFor();

  // The rehearsal writes nothing; leaving with unsaved changes asks first.
  await frame.getByRole('button', { name: 'Try it out' }).click();
  await frame.getByText(/occasions in the next 30 days|No occasion falls/).waitFor();
  expect(await countCampaigns(app.pool)).toEqual([]);
  await saveBar.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('Saved as a draft').waitFor();
  await frame.getByText('12.5% off, valid for 14 days').waitFor();

  // Without a postal address it does not start; with one it starts once, however often one clicks.
  await titleBar.getByRole('button', { name: 'Activate' }).click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Activate' }).click();
  await page.getByText('Enter your postal address in Settings first').waitFor();
  const campaignAddress = page.url();
  await enterAddress(open, app.admin);
  await page.goto(campaignAddress);
  await titleBar.getByRole('button', { name: 'Activate' }).click();
  await frame.getByText('10% of customers are held back by chance').waitFor();
  await frame.getByRole('dialog').getByRole('button', { name: 'Activate' }).dblclick();
  await page.getByText('Campaign activated').waitFor();
  await frame.getByText('Too early to say').waitFor();
  const audited = await app.pool.query(
    `select from audit_log where action = 'change_campaign_status'`,
  );
  expect(audited.rowCount).toBe(1);

  // Its occasions are planned, and the next ones listed with their customers.
  await waitFor('the planning', async () => {
    const { rows } = await app.pool.query('select planning from campaigns');
    return rows[0]?.planning === false;
  });
  await page.goto(`${campaignAddress}?show=waiting`);
  await frame.getByText('To come').first().waitFor();
  const { rows } = await app.pool.query<{ name: string }>(
    `select concat_ws(' ', first_name, last_name) as name from decisions d
     join customers c using (shop_id, customer_id) order by occasion_at, decision_id limit 1`,
  );
  await frame.getByRole('link', { name: rows[0]?.name ?? 'nobody' }).waitFor();

  // A change becomes a version; an archived campaign can only be read.
  await titleBar.getByRole('button', { name: 'Edit' }).click();
  await frame.getByLabel('Hold back').fill('20');
  await saveBar.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Campaign saved').waitFor();
  await page.goto(campaignAddress);
  await frame.getByText('Changed: holdout group').waitFor();
  await titleBar.getByRole('button', { name: 'Archive' }).click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
  await page.getByText('Campaign archived').waitFor();
  await page.goto(`${campaignAddress}/edit`);
  await frame.getByText('it can be read, but no longer changed').waitFor();
  expect(await frame.getByLabel('Heading').isDisabled()).toBe(true);
  expect(await countCampaigns(app.pool)).toEqual([
    {
      play: 'anniversary-discount',
      name: 'Anniversary discount',
      status: 'archived',
      version: 2,
    },
  ]);
  expect(errors).toEqual([]);
});

test('points are adjusted once, issued as a reward, and the programme has its settings', async () => {
  const app = await openApp();
  const { page, frame, errors } = await openPage({ width: 1440, height: 900 });
  const saveBar = page.locator('#save-bar');
  await page.goto(`${app.admin}/app/loyalty`);
  await frame.getByText('No members yet').waitFor();
  await waitForImport(app);
  const { rows } = await app.pool.query<{ customer_id: string; email: string }>(
    `select customer_id, email from customers
     where customer_id > 0 and email is not null and first_name is not null
     order by customer_id limit 1`,
  );
  const customer = rows[0] ?? expect.fail('no customer');

  await page.goto(`${app.admin}/app/loyalty/members/${customer.customer_id}`);
  await frame.getByText('Not a member yet').waitFor();
  await frame.getByText('Not enough available points for any reward.').waitFor();
  await frame.getByRole('button', { name: 'Adjust' }).click();
  await frame.getByText('This is needed.').first().waitFor();
  await frame.getByLabel('Points', { exact: true }).fill('700');
  await frame.getByLabel('Reason').fill('A late parcel');
  await frame.getByRole('button', { name: 'Adjust' }).dblclick();
  await page.getByText('Adjusted by +700 points').waitFor();
  await frame.getByText(/“A late parcel”, by staff/).waitFor();
  await frame.getByRole('button', { name: 'Issue' }).dblclick();
  await page.getByText(/Code POINTS-\w+ issued/).waitFor();
  await frame.getByText('Held for a reward').waitFor();
  const ledger = await app.pool.query('select reason from ledger_transactions order by reason');
  expect(ledger.rows).toEqual([{ reason: 'hold_reward' }, { reason: 'manual_adjustment' }]);
  await frame.getByLabel('Points', { exact: true }).fill('-900');
  await frame.getByLabel('Reason').fill('Too much');
  await frame.getByRole('button', { name: 'Adjust' }).click();
  await frame.getByText('The customer has fewer available points than that.').waitFor();

  await page.goto(`${app.admin}/app/loyalty`);
  const search = frame.getByPlaceholder('Search by name or e-mail');
  await search.fill('nobody has this name');
  await search.press('Enter');
  await frame.getByText('No member fits').waitFor();
  await search.fill(customer.email);
  await search.press('Enter');
  await frame.getByText(customer.email).waitFor();
  await page.goto(`${app.admin}/app/loyalty/ledger`);
  await frame.getByText('Adjusted by hand').waitFor();

  await page.goto(`${app.admin}/app/loyalty/programme`);
  await frame.getByRole('button', { name: 'Add a reward' }).click();
  await frame.getByLabel('Worth').last().fill('much');
  await frame.getByLabel('Points', { exact: true }).last().fill('500');
  await saveBar.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('Enter a number.').waitFor();
  await frame.getByLabel('Worth').last().fill('25.50');
  await saveBar.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('Another reward costs the same number of points.').waitFor();
  await frame.getByLabel('Points', { exact: true }).last().fill('2000');
  await saveBar.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Programme saved').waitFor();
  const saved = await app.pool.query(`select settings->'loyalty'->'rewards' as rewards from shops`);
  expect(saved.rows[0].rewards).toHaveLength(3);
  expect(saved.rows[0].rewards[2]).toMatchObject({ points: 2000, valueMinor: 2550 });
  expect(errors).toEqual([]);
});

test('on a phone no page of campaigns and points is wider than the screen', async () => {
  const app = await openApp();
  const { page, frame, errors } = await openPage({ width: 390, height: 844 });
  await page.goto(`${app.admin}/app/campaigns`);
  await waitForImport(app);
  const { rows } = await app.pool.query<{ customer_id: string }>(
    'select customer_id from customers where customer_id > 0 limit 1',
  );
  const pages = {
    '/app/campaigns': 'Start with a play that fits your store',
    '/app/campaigns/new': 'Loyalty points',
    '/app/campaigns/new/anniversary-discount': 'Holdout group',
    '/app/campaigns/new/cross-sell-offer': 'Holdout group',
    '/app/campaigns/new/loyalty-points': 'Earning',
    '/app/loyalty': 'Points in all',
    '/app/loyalty/programme': 'Rewards',
    '/app/loyalty/ledger': 'No entries yet',
    [`/app/loyalty/members/${rows[0]?.customer_id}`]: 'Adjust points',
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
