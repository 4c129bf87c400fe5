import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LocalShopify, LocalShopifyOptions } from '#sandbox/index.ts';
import {
  movableClock,
  startShopify,
  temporaryFolder,
} from '#test/sandbox/support/local-shopify.ts';
import { type FixtureApp, startFixtureApp } from './fixture-app.ts';

const toml = `name = "Fixture"
[access_scopes]
scopes = "read_orders,read_customers"
[app_proxy]
url = "https://fixture.example.com/proxy"
subpath = "fixture"
prefix = "apps"
[webhooks]
api_version = "2026-07"
`;

export interface OpenPages {
  app: FixtureApp;
  shopify: LocalShopify;
  /** Sends a form as a browser does and gives the page it leads to. */
  post(path: string, fields: Record<string, string>, cookie?: string): Promise<Response>;
  get(path: string, cookie?: string): Promise<Response>;
}

/** The local Shopify with its pages around the fixture app, closed when the test ends. */
export async function openPages(change: Partial<LocalShopifyOptions> = {}): Promise<OpenPages> {
  const app = await startFixtureApp();
  onTestFinished(() => app.close());
  const path = join(temporaryFolder(), 'shopify.app.toml');
  writeFileSync(path, toml);
  const clock = movableClock();
  const shopify = await startShopify({
    appUrl: app.url,
    apiKey: 'fixture-key',
    apiSecret: 'fixture-secret',
    toml: path,
    pages: true,
    clock,
    onClockChange: async (offsetMs) => {
      clock.advance(Date.now() + offsetMs - clock.now().getTime());
    },
    ...change,
  });
  app.setBridgeOrigin(shopify.origin);
  const headers = (cookie: string) => (cookie ? { cookie } : undefined);
  return {
    app,
    shopify,
    post: (target, fields, cookie = '') =>
      fetch(shopify.origin + target, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: headers(cookie),
        redirect: cookie ? 'manual' : 'follow',
      }),
    get: (target, cookie = '') =>
      fetch(shopify.origin + target, { headers: headers(cookie), redirect: 'manual' }),
  };
}

/** The cookies an answer sets, as the browser would send them back. */
export function cookiesOf(response: Response, before = ''): string {
  const jar = new Map<string, string>();
  const given = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  for (const pair of [...before.split('; '), ...given]) {
    const [name, value] = pair.split('=');
    if (name) jar.set(name, value ?? '');
  }
  return [...jar].flatMap(([name, value]) => (value ? `${name}=${value}` : [])).join('; ');
}
