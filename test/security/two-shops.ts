import { createHmac, randomUUID } from 'node:crypto';
import { Session } from '@shopify/shopify-api';
import { SignJWT } from 'jose';
import type { Pool } from 'pg';
import { onTestFinished } from 'vitest';
import { createSessionStorage } from '#app/adapters/db/session-storage.server.ts';
import { offlineSessionId } from '#app/adapters/shopify/admin/access-tokens.server.ts';
import { type Composition, createComposition } from '#app/composition.server.ts';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import type { Shop } from '#app/domain/shop.ts';
import { readEnv } from '#app/env.server.ts';
import { TEST_KEY } from '#test/adapters/shopify/connected-shop.ts';
import { API_KEY, API_SECRET } from '#test/sandbox/support/local-shopify.ts';
import { createTestDatabase } from '#test/support/database.ts';
import {
  aShop,
  insertCheckout,
  insertCustomers,
  insertOrders,
  insertRefund,
  insertShop,
} from '#test/support/fact-rows.ts';
import { makeFit } from '#test/support/fits.ts';

export const APP_URL = 'https://perennial.example';
/** Stands in every text of a shop that is not to be seen by the other. */
export const markOf = (shop: Shop) => `only-of-${shop.shopId}`;

export interface TestShop {
  shop: Shop;
  campaignId: string;
  customerIds: string[];
  orderIds: string[];
  effectId: string;
  costId: string;
  ownSegmentId: string;
  segmentKey: 'repeat';
}

export interface TwoShops {
  composition: Composition;
  pool: Pool;
  databaseUrl: string;
  a: TestShop;
  b: TestShop;
}

const NOW = Date.now();
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString();

/** The composition of the web process over two filled shops; Shopify itself is not there. */
export async function openTwoShops(): Promise<TwoShops> {
  const { pool, url: databaseUrl } = await createTestDatabase();
  const composition = await createComposition(
    readEnv({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      DATABASE_URL: databaseUrl,
      SHOPIFY_API_KEY: API_KEY,
      SHOPIFY_API_SECRET: API_SECRET,
      SHOPIFY_APP_URL: APP_URL,
      ENCRYPTION_KEY: TEST_KEY,
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'hello@perennial.example',
    }),
    'web',
  );
  const close = async () => composition.close();
  onTestFinished(close);
  const a = await fillShop(composition, pool, '7001');
  const b = await fillShop(composition, pool, '8002');
  return { composition, pool, databaseUrl, a, b };
}

async function fillShop(composition: Composition, pool: Pool, shopId: string): Promise<TestShop> {
  const base = aShop({ shopId, domain: `shop-${shopId}.myshopify.com`, name: `only-of-${shopId}` });
  await insertShop(pool, base);
  await pool.query(`update shops set scopes = '{read_orders}' where shop_id = $1`, [shopId]);
  await storeSession(pool, base.domain);
  const number = (at: number) => `${shopId}0000${String(at).padStart(3, '0')}`;
  const customerIds = Array.from({ length: 30 }, (_, at) => number(at));
  await insertCustomers(
    pool,
    base,
    customerIds.map((customerId, at) => ({
      customerId,
      email: `${at}@${markOf(base)}.example`,
      firstName: markOf(base),
      lastName: `Person ${at}`,
    })),
  );
  const orders = customerIds.flatMap((ownerId, at) =>
    Array.from({ length: at % 4 }, (_, nth) => ({
      orderId: number(100 + at * 4 + nth),
      ownerId,
      at: daysAgo(10 + at + nth * 40),
      netMinor: 1_000 + at * 37,
      discountCodes: [`${markOf(base)}-CODE`],
    })),
  );
  await insertOrders(pool, base, orders);
  const [ownerId = '', orderId = ''] = [customerIds[3], orders[0]?.orderId];
  await insertRefund(pool, base, { refundId: number(900), orderId, at: daysAgo(5), minor: 100 });
  await insertCheckout(pool, base, {
    checkoutId: number(950),
    token: markOf(base),
    customerId: ownerId,
    at: daysAgo(1),
  });
  const costId = randomUUID();
  await pool.query(
    `insert into acquisition_costs (shop_id, cost_id, channel, from_day, to_day, cost_minor,
       entered_at) values ($1, $2, $3, '2026-01-01', '2026-12-31', 5000, now())`,
    [shopId, costId, markOf(base)],
  );
  const { services } = composition;
  await services.computeFigures(base);
  const shop = await services.openShop(base.domain);
  const sender = { name: markOf(shop), replyTo: '', postalAddress: markOf(shop) };
  await services.saveSettings({ shop, change: { sender }, actor: markOf(shop) });
  await services.adjustPoints(shop, {
    requestKey: randomUUID(),
    customerId: ownerId,
    points: 900,
    author: markOf(shop),
    reason: markOf(shop),
  });
  const campaignId = await saveCampaign(composition, shop);
  await fillCampaign(pool, { shop, campaignId, customerId: ownerId });
  const orderIds = orders.map((order) => order.orderId);
  const effectId = `message-${shopId}`;
  const ownSegmentId = randomUUID();
  await pool.query(
    `insert into segments (shop_id, segment_id, name, rule, created_at, updated_at)
     values ($1, $2, $3, '{"type":"all","rules":[]}', now(), now())`,
    [shopId, ownSegmentId, markOf(base)],
  );
  const buyers = customerIds.filter((_, at) => at % 4 > 0);
  const clv = buyers.map((_, at) => 100 * (at + 1));
  await makeFit(pool, { shop, at: new Date(NOW), customers: buyers, clv });
  const keys = { campaignId, customerIds, orderIds, effectId, costId, ownSegmentId };
  return { shop, ...keys, segmentKey: 'repeat' };
}

async function saveCampaign({ services }: Composition, shop: Shop): Promise<string> {
  const prepared = await services.openShop(shop.domain);
  const play = 'anniversary-discount';
  const saved = await services.saveCampaign({
    shop: prepared,
    campaignId: null,
    expectedVersion: null,
    play,
    name: markOf(shop),
    definition: defaultDefinitions[play],
    actor: markOf(shop),
  });
  if (saved.outcome !== 'saved') throw new Error(JSON.stringify(saved));
  const { campaignId } = saved;
  const change = { campaignId, status: 'active', actor: markOf(shop) } as const;
  await services.changeCampaignStatus({ shop: prepared, ...change });
  return campaignId;
}

/** One decision with its code and a message of unknown fate; an import, and a privacy request. */
async function fillCampaign(
  pool: Pool,
  { shop, campaignId, customerId }: { shop: Shop; campaignId: string; customerId: string },
): Promise<void> {
  const [id, mark] = [shop.shopId, markOf(shop)];
  const [decision, message, code] = [`decision-${id}`, `message-${id}`, `code-${id}`];
  const insert = (table: string, row: Record<string, unknown>) => {
    const values = JSON.stringify({ shop_id: id, ...row });
    const columns = ['shop_id', ...Object.keys(row)].join(', ');
    const statement = `insert into ${table} (${columns})
      select ${columns} from json_populate_record(null::${table}, $1::json)`;
    return pool.query(statement, [values]);
  };
  const at = new Date(NOW).toISOString();
  const customer = { customer_id: customerId };
  await insert('decisions', {
    ...customer,
    decision_id: decision,
    campaign_id: campaignId,
    occasion_key: mark,
    occasion_at: at,
    due_at: at,
    state: 'decided',
    campaign_version: 1,
    assigned_group: 'treatment',
    outcome: 'act',
    reason: 'all_conditions_met',
    decided_at: at,
  });
  const effect = { ...customer, decision_id: decision, state: 'uncertain', spec: { text: mark } };
  const times = { due_at: at, planned_at: at, attempts: 1 };
  await insert('effects', { ...effect, ...times, effect_id: message, kind: 'message' });
  await insert('effects', { ...effect, ...times, effect_id: code, kind: 'discount-code' });
  const codeTimes = { starts_at: at, ends_at: at, created_at: at };
  const codeRow = { ...customer, ...codeTimes, code: mark, effect_id: code, state: 'active' };
  await insert('discount_codes', codeRow);
  await insert('messages', {
    ...customer,
    effect_id: message,
    campaign_id: campaignId,
    channel: 'email',
    subject: mark,
    state: 'uncertain',
    message_id_header: mark,
    attempted_at: at,
  });
  const step = { import_id: randomUUID(), step: 'orders', state: 'failed', error: mark };
  await insert('import_steps', { ...step, object_count: 1, lines_read: 1 });
  const topic = 'customers/data_request';
  await insert('privacy_requests', { ...customer, request_id: mark, topic, received_at: at });
  await pool.query(
    `insert into inbox (shop_domain, webhook_id, topic, api_version, body, state, error)
     values ($1, $2, 'orders/create', '2026-07', '', 'rejected', $2)`,
    [shop.domain, mark],
  );
}

async function storeSession(pool: Pool, domain: string): Promise<void> {
  const soon = new Date(Date.now() + 3_000_000);
  await createSessionStorage(pool, { current: TEST_KEY }).storeSession(
    new Session({
      id: offlineSessionId(domain),
      shop: domain,
      state: '',
      isOnline: false,
      scope: 'read_orders',
      accessToken: `token-of-${domain}`,
      expires: soon,
      refreshToken: `refresh-of-${domain}`,
      refreshTokenExpires: soon,
    }),
  );
}

export interface TokenChange {
  secret?: string;
  audience?: string;
  expiresIn?: number;
  destination?: string;
  issuer?: string;
}

/** A session token as the admin gives it to the app's pages. */
export function signSessionToken(domain: string, change: TokenChange = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const destination = change.destination ?? `https://${domain}`;
  const expires = now + (change.expiresIn ?? 60);
  return new SignJWT({ dest: destination, sid: 'session', jti: randomUUID() })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(change.issuer ?? `https://${domain}/admin`)
    .setAudience(change.audience ?? API_KEY)
    .setSubject('42')
    .setIssuedAt(Math.min(now, expires - 60))
    .setNotBefore(Math.min(now, expires - 60))
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(change.secret ?? API_SECRET));
}

export const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36';

/** A request as the app's own pages send it from the frame. */
export async function adminRequest(
  shop: Shop,
  path: string,
  { body, token }: { body?: unknown; token?: string } = {},
): Promise<Request> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${token ?? (await signSessionToken(shop.domain))}`,
    'user-agent': BROWSER,
  };
  if (body === undefined) return new Request(`${APP_URL}${path}`, { headers });
  headers['content-type'] = 'application/json';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Request(`${APP_URL}${path}`, { method: 'POST', headers, body: text });
}

/** The address of the app proxy as Shopify calls it, signed over its parameters. */
export function proxyAddress(parameters: Record<string, string>, secret = API_SECRET): string {
  const message = Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('');
  const signature = createHmac('sha256', secret).update(message).digest('hex');
  return `${APP_URL}/proxy/points?${new URLSearchParams({ ...parameters, signature })}`;
}
