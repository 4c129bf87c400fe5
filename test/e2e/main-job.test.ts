import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import type { Shop } from '#app/domain/shop.ts';
import { en } from '#app/locales/en/index.ts';
import { launchBrowser } from '#test/support/browser.ts';
import {
  ADA,
  activate,
  BEN,
  order,
  POSTAL_ADDRESS,
  START,
  storeOfTwoSubscribers,
} from './main-job/people.ts';
import {
  type CaughtMail,
  openWorld,
  PATIENCE_MS,
  readMails,
  settleWebhooks,
  type World,
  waitForImport,
  waitForWork,
} from './main-job/world.ts';

test('from an order to a discount in the inbox, its use, its refund and the farewell', {
  timeout: 400_000,
}, async () => {
  const world = await openWorld({ start: START, contents: storeOfTwoSubscribers() });
  const page = await openAdmin(world);
  const shop = await seeImport(world, page);
  const birthday = await activate(world, shop, 'anniversary-discount');
  const crossSell = await activate(world, shop, 'cross-sell-offer');
  await activate(world, shop, 'loyalty-points');
  expect(await readMails(world), 'imported history starts no campaign').toEqual([]);

  // A minute after the campaigns began, for Shopify's times are whole seconds.
  await world.moveTo('2026-03-03T17:10:00Z');
  await orderAndStand(world, shop);

  await world.moveTo('2026-03-04T17:16:00Z');
  await waitForWork(world, 'the cross-sell mail', async () => (await readMails(world))[0]);
  await world.moveTo('2026-03-06T18:06:00Z');
  await waitForWork(world, 'the birthday mail', async () => (await readMails(world))[1]);
  const [mail, pairs] = await readMails(world);
  expect(pairs?.subject).toMatch(/^Goes well with your /);
  const code = checkBirthdayMail(mail);

  await useCode(world, page, code);
  const { reads } = world.hands;
  const used = await waitForWork(world, 'the code to be marked used', async () => {
    const results = await reads.campaign.results(shop.shopId, birthday);
    return results.codes.used === 1 && results;
  });
  expect(used).toMatchObject({
    messages: { sent: 1, failed: 0, uncertain: 0 },
    treatment: { customers: 1, buyers: 1, orders: 1 },
  });
  await refundAndLosePoints(world, shop);

  await pauseEverything(world, page, true);
  await world.moveTo('2026-03-20T17:06:00Z');
  const held = await waitForWork(world, 'the code of a paused mail', async () => {
    const { codes, messages } = await reads.campaign.results(shop.shopId, birthday);
    return codes.issued === 2 && messages;
  });
  expect(held).toMatchObject({ sent: 1, sending: 0, failed: 0 });
  const before = await readMails(world);
  expect(before.filter(({ to }) => to.includes(`customer-${BEN}`))).toEqual([]);
  await pauseEverything(world, page, false);
  await waitForWork(world, 'the mail that waited', async () =>
    (await readMails(world)).some(({ to }) => to.includes(`customer-${BEN}`)),
  );

  await leave(world, mail);
  await refuseNextMail(world, shop, crossSell);
});

async function openAdmin({ local }: World): Promise<Page> {
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(local.origin);
  return page;
}

/** Installed by being opened; the history is read while the page shows how far. */
async function seeImport(world: World, page: Page): Promise<Shop> {
  const importing = page.frameLocator('#app-frame').getByText(en.home.todo.importing.title);
  await importing.waitFor();
  await waitForImport(world);
  await importing.waitFor({ state: 'detached' });
  const { services, reads } = world.hands;
  const shop = await services.openShop(world.local.store.shop.domain);
  expect((await reads.home.figures(shop)).orders).toBeGreaterThan(100);
  expect((await reads.health.ofShop(shop)).hasWholeHistory).toBe(true);
  return shop;
}

/** A new order moves its customer's figures, segments and points. */
async function orderAndStand(world: World, shop: Shop): Promise<void> {
  const { reads } = world.hands;
  expect((await reads.customer.page(shop, ADA))?.figures?.ordersCount ?? 0).toBe(0);
  const placed = order(world, ADA);
  if (!placed.ok) throw new Error(placed.message);
  world.local.store.fulfillOrder(placed.order.id);
  await settleWebhooks(world);
  const line = placed.order.lines[0];
  const cause = `order:${placed.order.id}`;
  const ada = await reads.customer.page(shop, ADA);
  expect(ada?.figures).toMatchObject({ ordersCount: 1, historicClvMinor: line?.price });
  expect(ada?.segments).toContainEqual(expect.objectContaining({ key: 'first-time', cause }));
  await world.moveTo('2026-03-03T17:20:00Z');
  const points = Math.floor(((line?.price ?? 0) * 5) / 100);
  const member = await waitForWork(world, 'points', () => reads.loyalty.member(shop.shopId, ADA));
  expect(member).toMatchObject({ maturing: points, available: 0, shortfall: 0 });
}

function checkBirthdayMail(mail: CaughtMail | undefined): string {
  const header = (name: string) =>
    mail?.headers.find((each) => each.name.toLowerCase() === name)?.value;
  expect(mail?.to).toContain(`customer-${ADA}@example.com`);
  expect(mail?.subject).toBe('A little something for your day, Ada');
  expect(mail?.text).toContain(POSTAL_ADDRESS);
  // Fourteen days after the sixth of March in Portland, which is the next day elsewhere.
  expect(mail?.text).toContain(en.mail.validUntil('March 20, 2026'));
  expect(header('list-unsubscribe')).toMatch(/^<http[^>]+\/unsubscribe\/[^>]+>/);
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  const code = /\bBDAY[-A-Z0-9]+/.exec(mail?.text ?? '')?.[0];
  if (!code) throw new Error(`No code in: ${mail?.text}`);
  return code;
}

/** On the storefront, as a person: refused to Ben, granted to Ada, and only once. */
async function useCode(world: World, admin: Page, code: string): Promise<void> {
  const { origin, store } = world.local;
  const page = await admin.context().newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const logIn = async (email: string) => {
    await page.goto(`${origin}/account?query=${encodeURIComponent(email)}`);
    await page.getByRole('button', { name: email }).click();
    await page.goto(`${origin}/checkout`);
  };
  const product = [...store.state.tables.products.values()].find(
    ({ status, giftCard }) => status === 'ACTIVE' && !giftCard,
  );
  // The link of the mail's button keeps the code for the checkout.
  await page.goto(`${origin}/discount/${code}?redirect=/products/${product?.handle}`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.waitForURL('**/cart');
  await logIn(`customer-${BEN}@example.com`);
  await page.locator('#discount-problem').waitFor();
  await logIn(`customer-${ADA}@example.com`);
  await page.locator('#discount').waitFor();
  await page.getByRole('button', { name: 'Pay now' }).click();
  await page.locator('#order-name').waitFor();
  await page.close();
  expect(order(world, ADA, code)).toMatchObject({ ok: false });
}

async function refundAndLosePoints(world: World, shop: Shop): Promise<void> {
  const { reads } = world.hands;
  const { store } = world.local;
  const member = () => reads.loyalty.member(shop.shopId, ADA);
  await world.moveTo('2026-03-06T18:20:00Z');
  const before = (await member())?.maturing ?? 0;
  const earned = await waitForWork(world, 'the second earning', async () => {
    const maturing = (await member())?.maturing ?? 0;
    return maturing > before && maturing - before;
  });
  const refunded = [...store.state.tables.orders.values()].find(
    ({ customerId, discountCodes }) => customerId === ADA && discountCodes.length > 0,
  );
  const lines = refunded?.lines.map(({ id, quantity }) => ({ lineItemId: id, quantity })) ?? [];
  expect(store.refundOrder(refunded?.id ?? '', { lines })).toMatchObject({ ok: true });
  await settleWebhooks(world);
  await world.moveTo('2026-03-06T18:40:00Z');
  await waitForWork(world, 'the clawback', async () => (await member())?.maturing === before);
  const { rows } = await reads.loyalty.entries(shop.shopId, { customerId: ADA, limit: 10 });
  expect(rows.map(({ reason, points }) => ({ reason, points }))).toContainEqual({
    reason: 'refund_clawback',
    points: -earned,
  });
}

/** By hand, on the settings page. */
async function pauseEverything(world: World, page: Page, isPaused: boolean): Promise<void> {
  const words = en.settings.pause;
  const label = isPaused ? words.pause : words.resume;
  await page.goto(`${page.url().replace(/\/apps\/([^/?]+).*/, '/apps/$1')}/app/settings`);
  const frame = page.frameLocator('#app-frame');
  await frame.getByRole('button', { name: label }).click();
  await frame.getByRole('dialog').getByRole('button', { name: label }).click();
  await frame.getByText(isPaused ? words.isPaused : words.isOn, { exact: true }).waitFor();
  const { services } = world.hands;
  const shop = await services.openShop(world.local.store.shop.domain);
  expect(shop.sendingPausedAt === null).toBe(!isPaused);
}

/** One click in the mail program, and Shopify knows. */
async function leave(world: World, mail: CaughtMail | undefined): Promise<void> {
  const { origin, store } = world.local;
  await fetch(`${origin}/mailbox/${mail?.id}/unsubscribe`, { method: 'POST', redirect: 'manual' });
  const after = (await readMails(world)).find(({ id }) => id === mail?.id);
  expect(after?.unsubscribes).toMatchObject([{ status: 200 }]);
  await waitForWork(world, 'the consent in Shopify', () => {
    return store.state.tables.customers.get(ADA)?.emailConsent.state === 'UNSUBSCRIBED';
  });
  await settleWebhooks(world);
}

async function refuseNextMail(world: World, shop: Shop, campaignId: string): Promise<void> {
  const count = (await readMails(world)).length;
  const placed = order(world, ADA);
  if (!placed.ok) throw new Error(placed.message);
  world.local.store.fulfillOrder(placed.order.id);
  await settleWebhooks(world);
  await world.moveTo('2026-03-21T18:00:00Z');
  const { reads } = world.hands;
  const decision = await waitForWork(world, 'the next decision', async () => {
    const all = await reads.customer.decisions(shop, ADA, 20);
    return all.find((each) => each.campaignId === campaignId && each.outcome === 'skip');
  });
  expect(decision.reason).toBe('no_email_consent');
  expect(await readMails(world)).toHaveLength(count);
}
