import { expect, onTestFinished, test } from 'vitest';
import { createUnsubscribeLinks } from '#app/adapters/messaging/unsubscribe-links.server.ts';
import { launchBrowser } from '#test/support/browser.ts';
import { type OpenApp, openApp, openPage, waitForImport } from './open-admin.ts';

/** Two subscribers with their own links, signed with the app's own key. */
async function findSubscribers({ pool, url }: OpenApp) {
  const keys = await pool.query<{ key: Buffer }>('select key from link_keys');
  const current = keys.rows[0]?.key ?? expect.fail('no key');
  const links = createUnsubscribeLinks({
    appUrl: url,
    keys: { current, list: async () => [current] },
  });
  const { rows } = await pool.query<{ shop_id: string; customer_id: string }>(
    `select shop_id, customer_id from customers where email_consent = 'subscribed'
     order by customer_id limit 2`,
  );
  return rows.map(({ shop_id: shopId, customer_id: customerId }) => ({
    customerId,
    address: links.createUrl({ shopId, customerId, channel: 'email' }),
  }));
}

async function readConsent({ pool }: OpenApp, customerId: string): Promise<unknown> {
  const { rows } = await pool.query('select email_consent from customers where customer_id = $1', [
    customerId,
  ]);
  return rows[0]?.email_consent;
}

test('a shopper unsubscribes on a phone, without JavaScript, and only by asking for it', async () => {
  const app = await openApp();
  const admin = await openPage({ width: 1440, height: 900 });
  await admin.page.goto(`${app.admin}/app`);
  await admin.frame.getByText('Your store’s history is being read').waitFor();
  await waitForImport(app);
  const [one, two] = await findSubscribers(app);
  if (!one || !two) return expect.fail('no subscribers');
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const viewport = { width: 390, height: 844 };
  const page = await browser.newPage({ viewport, javaScriptEnabled: false });

  // Whoever only opens the link, as scanners of mail do, changes nothing.
  const opened = await page.goto(one.address);
  expect(opened?.headers()['referrer-policy']).toBe('same-origin');
  expect(opened?.headers()['cache-control']).toBe('no-store');
  await page.getByRole('heading', { name: /^Stop marketing mail from / }).waitFor();
  expect(await readConsent(app, one.customerId)).toBe('subscribed');

  await page.getByRole('button', { name: 'Unsubscribe' }).click();
  await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
  expect(await readConsent(app, one.customerId)).toBe('unsubscribed');
  await page.goto(one.address);
  await page.getByText(/You get no marketing mail from/).waitFor();

  // The one click of mail programs: no cookies, no page, nothing to confirm.
  const oneClick = (address: string) =>
    fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
  const changed = two.address.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const tampered = two.address.replace(/unsubscribe\/./, (start) => `${start}x`);
  for (const wrong of [tampered, changed.slice(0, -1), `${app.url}/unsubscribe/nonsense`]) {
    expect((await oneClick(wrong)).status).toBe(404);
    const shown = await page.goto(wrong);
    expect(shown?.status()).toBe(404);
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  }
  expect(await readConsent(app, two.customerId)).toBe('subscribed');
  expect((await oneClick(two.address)).status).toBe(200);
  expect(await readConsent(app, two.customerId)).toBe('unsubscribed');
});
