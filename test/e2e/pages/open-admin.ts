import { SignJWT } from 'jose';
import type { Pool } from 'pg';
import type { FrameLocator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { LocalShopify } from '#sandbox/index.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { TEST_KEY } from '#test/adapters/shopify/connected-shop.ts';
import { API_KEY, API_SECRET, startShopify } from '#test/sandbox/support/local-shopify.ts';
import { findFreePort, startAppProcesses } from '#test/support/app-processes.ts';
import { launchBrowser } from '#test/support/browser.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { waitFor } from '#test/support/wait-for.ts';

export interface OpenApp {
  url: string;
  pool: Pool;
  shopify: LocalShopify;
  /** Address of the app inside the store's admin. */
  admin: string;
}

/** The app beside a store of 150 customers, with web, worker and everything they need. */
export async function openApp(): Promise<OpenApp> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const shopify = await startShopify({
    appUrl: url,
    toml: 'shopify.app.toml',
    pages: true,
    clock: { now: () => new Date() },
    loadContents: () =>
      generateStore({ seed: 'pages', customers: 150, products: 25, endsAt: new Date() }),
    throttle: { maximumAvailable: 100_000, restoreRate: 100_000 },
  });
  const database = await createTestDatabase();
  const app = await startAppProcesses(
    {
      DATABASE_URL: database.url,
      SHOPIFY_API_KEY: API_KEY,
      SHOPIFY_API_SECRET: API_SECRET,
      ENCRYPTION_KEY: TEST_KEY,
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'shop@example.com',
      SHOPIFY_FETCH_ORIGIN: shopify.origin,
      SHOPIFY_FETCH_ORIGIN_IN_PRODUCTION: 'yes',
      APP_BRIDGE_URL: `${shopify.origin}/app-bridge.js`,
      EXTRA_FRAME_ANCESTOR: shopify.origin,
    },
    { port },
  );
  await app.waitUntilHealthy();
  const store = shopify.store.shop.domain.replace('.myshopify.com', '');
  return {
    url,
    pool: database.pool,
    shopify,
    admin: `${shopify.origin}/store/${store}/apps/${API_KEY}`,
  };
}

/** Waits until the history is read and every figure computed. */
export async function waitForImport({ pool }: OpenApp): Promise<void> {
  await waitFor(
    'the import',
    async () => {
      const { rows } = await pool.query<{ done: boolean | null }>(
        `select bool_and(state = 'done') as done from import_steps`,
      );
      return rows[0]?.done;
    },
    90_000,
  );
}

export interface OpenPage {
  page: Page;
  frame: FrameLocator;
  /** Errors that the browser reported. */
  errors: string[];
}

export async function openPage(size: { width: number; height: number }): Promise<OpenPage> {
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return { page, frame: page.frameLocator('#app-frame'), errors };
}

/** A session token as App Bridge gives it, for a shop and signed with a secret. */
export function signSessionToken(domain: string, secret = API_SECRET): Promise<string> {
  return new SignJWT({ dest: `https://${domain}`, sid: 'session' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(`https://${domain}/admin`)
    .setAudience(API_KEY)
    .setSubject('1')
    .setJti('token')
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('1m')
    .sign(new TextEncoder().encode(secret));
}
