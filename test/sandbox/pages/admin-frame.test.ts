import { readFileSync } from 'node:fs';
import { decodeJwt } from 'jose';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '#test/support/browser.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { type OpenPages, openPages } from './open-pages.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

interface Opened extends OpenPages {
  page: Page;
  frame: FrameLocator;
  base: string;
  said(text: string): Promise<void>;
}

async function openAdmin(path = '', width = 1280): Promise<Opened> {
  const pages = await openPages();
  const page = await browser.newPage({ viewport: { width, height: 844 } });
  onTestFinished(() => page.close());
  const store = pages.shopify.store.shop.domain.replace('.myshopify.com', '');
  const base = `${pages.shopify.origin}/store/${store}/apps/fixture-key`;
  await page.goto(base + path);
  const frame = page.frameLocator('#app-frame');
  await frame.locator('#path').waitFor();
  const said = (text: string) => frame.getByText(text, { exact: true }).waitFor();
  return { ...pages, page, frame, base, said };
}

test('the root leads to the app, embedded with what Shopify adds and signs', async () => {
  const { app, page, shopify, base } = await openAdmin();
  await page.goto(shopify.origin);
  await page.waitForURL((url) => url.href.startsWith(base));
  const query = new URL(app.documents.at(0) ?? '', app.url).searchParams;
  expect(query.get('embedded')).toBe('1');
  expect(query.get('shop')).toBe(shopify.store.shop.domain);
  const store = shopify.store.shop.domain.replace('.myshopify.com', '');
  const host = Buffer.from(query.get('host') ?? '', 'base64').toString();
  expect(host).toBe(`admin.shopify.com/store/${store}`);
  expect(decodeJwt(query.get('id_token') ?? '').aud).toBe('fixture-key');
  expect(query.get('hmac')).toMatch(/^[0-9a-f]{64}$/);
});

test('menu, title bar and its actions are shown in the frame and act in the app', async () => {
  const { page, frame, base, said } = await openAdmin();
  await page.getByRole('button', { name: 'Create' }).click();
  await said('create');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await said('remove');
  await page.getByRole('button', { name: 'Back' }).click();
  await said('back');
  await page.locator('#app-navigation').getByText('Customers').click();
  await expect.poll(() => frame.locator('#path').textContent()).toBe('/customers');
  await expect.poll(() => page.url()).toBe(`${base}/customers`);
  await expect.poll(() => page.locator('#app-title').textContent()).toContain('Page /customers');
  const current = page.locator('#app-navigation [aria-current]');
  expect(await current.textContent()).toBe('Customers');
});

test('a deep link opens that page of the app and keeps its query', async () => {
  const { app, page, base } = await openAdmin('/campaigns/12?tab=results');
  const document = new URL(app.documents.at(-1) ?? '', app.url);
  expect(document.pathname).toBe('/campaigns/12');
  expect(document.searchParams.get('tab')).toBe('results');
  await expect.poll(() => page.url()).toBe(`${base}/campaigns/12?tab=results`);
});

test('requests of the app carry an id token, renewed where the app refuses it', async () => {
  const { app, frame, said } = await openAdmin();
  await frame.locator('#fetch').click();
  await said('answered hello');
  expect(decodeJwt(app.authorizations[0]?.replace('Bearer ', '') ?? '').aud).toBe('fixture-key');
  await frame.locator('#retry').click();
  await said('answered');
  const [, first, second] = app.authorizations;
  expect(second).toMatch(/^Bearer /);
  expect(second).not.toBe(first);
});

test('toasts are shown, acted upon and dismissed', async () => {
  const { page, frame, said } = await openAdmin();
  await frame.locator('#toast').click();
  await page.locator('.toast', { hasText: 'Saved' }).getByRole('button', { name: 'Undo' }).click();
  await said('undone');
  await expect.poll(() => page.locator('.toast').count()).toBe(0);
  await frame.locator('#error-toast').click();
  await page.locator('.toast.error', { hasText: 'It failed' }).waitFor();
});

test('a changed form raises the save bar; saving submits and discarding resets it', async () => {
  const { page, frame, said } = await openAdmin();
  const name = frame.locator('#name');
  await name.fill('New');
  await page.locator('#save-bar').getByRole('button', { name: 'Save' }).click();
  await said('saved New');
  await page.locator('#save-bar').waitFor({ state: 'hidden' });
  await name.fill('Newer');
  await page.locator('#save-bar').getByRole('button', { name: 'Discard' }).click();
  await expect.poll(() => name.inputValue()).toBe('Old');
  await page.locator('#save-bar').waitFor({ state: 'hidden' });
});

test('unsaved changes are asked about before the app is left', async () => {
  const { page, frame } = await openAdmin();
  await frame.locator('#name').fill('New');
  await page.locator('#save-bar').waitFor();
  await page.locator('#app-navigation').getByText('Customers').click();
  await page.getByRole('button', { name: 'Stay' }).click();
  expect(await frame.locator('#path').textContent()).toBe('/');
  await frame.locator('#leave').click();
  await page.getByRole('button', { name: 'Leave page' }).click();
  await expect.poll(() => frame.locator('#path').textContent()).toBe('/left');
});

test('a modal shows the app’s own words and dims the frame', async () => {
  const { page, frame, said } = await openAdmin();
  await frame.locator('#open').click();
  await frame.getByText('Words of the app').waitFor();
  await page.locator('body.dimmed').waitFor();
  await frame.getByRole('dialog').getByRole('button', { name: 'Agree' }).click();
  await said('agreed');
  await frame.getByText('Words of the app').waitFor({ state: 'hidden' });
  await page.locator('body:not(.dimmed)').waitFor();
});

test('the resource picker gives the app what was chosen', async () => {
  const { page, frame, said } = await openAdmin();
  await frame.locator('#pick').click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=checkbox]').first().check();
  await dialog.getByRole('button', { name: 'Select' }).click();
  await said('picked 1');
});

test('on a phone the navigation is a drawer', async () => {
  const { page, frame } = await openAdmin('', 390);
  const item = page.locator('#app-navigation').getByText('Customers');
  expect(await item.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Open navigation' }).click();
  await item.click();
  await expect.poll(() => frame.locator('#path').textContent()).toBe('/customers');
  await item.waitFor({ state: 'hidden' });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(390);
});

test('the stand-in has every part of the real App Bridge’s global', async () => {
  const { frame } = await openAdmin();
  const types = readFileSync('node_modules/@shopify/app-bridge-types/dist/index.d.ts', 'utf8');
  const body = /interface ShopifyGlobal \{([\s\S]*?)\n\}/.exec(types)?.[1] ?? '';
  const wanted = [...body.matchAll(/^\t(\w+)[(:]/gm)].map(([, name]) => name);
  expect(wanted.length).toBeGreaterThan(20);
  const present = await frame.locator('body').evaluate(() => {
    return Object.keys(Reflect.get(window, 'shopify'));
  });
  expect(present).toEqual(expect.arrayContaining(wanted));
});

test('an app that does not answer is named, with a way to try again', async () => {
  const { app, page } = await openAdmin();
  await app.close();
  await page.reload();
  await page.getByText(`does not answer at ${app.url}`).waitFor();
  expect(await page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(true);
});

test('the bounce page comes back with a session token', async () => {
  const { app, page, frame, base } = await openAdmin();
  const wanted = `${app.url}/customers?embedded=1`;
  await page.goto(`${base}/auth/session-token?shopify-reload=${encodeURIComponent(wanted)}`);
  await waitFor('the page it bounces to', () =>
    app.documents.some((path) => path.startsWith('/customers')),
  );
  await expect.poll(() => frame.locator('#path').textContent()).toBe('/customers');
  const query = new URL(app.documents.at(-1) ?? '', app.url).searchParams;
  expect(decodeJwt(query.get('id_token') ?? '').aud).toBe('fixture-key');
});
