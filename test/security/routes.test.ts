import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { expect, test } from 'vitest';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import { adminRequest, markOf, openTwoShops, type TestShop, type TwoShops } from './two-shops.ts';

interface RouteModule {
  loader?: (args: LoaderFunctionArgs) => Promise<unknown>;
  action?: (args: ActionFunctionArgs) => Promise<unknown>;
}

const folder = path.resolve(import.meta.dirname, '../../app/routes');
/** Every page and endpoint; what ends in `.server.ts` is a part of one. */
const routeFiles = readdirSync(folder).filter((file) => !file.endsWith('.server.ts'));

/** Open to everyone, or signed otherwise; tested beside this file. */
const NOT_ADMIN = ['_index.tsx', 'auth.$.tsx', 'proxy.points.ts', 'unsubscribe.$token.tsx'];
const adminFiles = routeFiles.filter((file) => !NOT_ADMIN.includes(file));

async function importRoute(file: string): Promise<RouteModule> {
  return import(path.join(folder, file));
}

/** The parameters that an address may name, with another shop's ids in all of them. */
function paramsOf({ campaignId, customerIds, segmentKey }: TestShop): Record<string, string> {
  const customerId = customerIds[3] ?? '';
  return { campaignId, customerId, key: segmentKey, play: 'anniversary-discount', '*': 'nowhere' };
}

/** What a route says, thrown or not, with its status. */
async function ask(call: () => Promise<unknown>): Promise<{ status: number; text: string }> {
  const answer = await call().catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  });
  if (answer instanceof Response) return { status: answer.status, text: await answer.text() };
  return { status: 200, text: JSON.stringify(answer) };
}

/** Every intent that a form of the app knows, all aimed at another shop's things. */
function bodiesAt(target: TestShop): unknown[] {
  const { customerIds, effectId, campaignId, costId } = target;
  const customerId = customerIds[3];
  const play = 'anniversary-discount';
  const campaign = { name: 'Taken', version: 1, definition: defaultDefinitions[play] };
  return [
    { intent: 'status', status: 'archived' },
    { intent: 'resend', effectId },
    { intent: 'adjust', customerId, points: '-5', reason: 'x', requestKey: 'key-1' },
    { intent: 'redeem', customerId, rewardKey: 'small', requestKey: 'key-2' },
    { intent: 'adjust', customerId, direction: 'take', points: '5', reason: 'x', requestKey: 'k' },
    { intent: 'remove', costId },
    { ...campaign, campaignId, play, to: 'someone@example.com' },
  ];
}

/** Everything of a shop that a page of it could change. */
async function readShop({ pool }: TwoShops, { shop }: TestShop): Promise<string> {
  const tables = ['campaigns', 'campaign_versions', 'decisions', 'effects', 'discount_codes'];
  tables.push(
    'acquisition_costs',
    'messages',
    'members',
    'ledger_transactions',
    'ledger_lots',
    'redemptions',
    'shops',
  );
  const found = await Promise.all(
    tables.map((table) =>
      pool.query(`select to_jsonb(t) as row from ${table} t where shop_id = $1 order by 1`, [
        shop.shopId,
      ]),
    ),
  );
  return JSON.stringify(found.map(({ rows }) => rows));
}

test('no page shows one shop anything of another, whatever ids its address names', async () => {
  const world = await openTwoShops();
  const { a, b, composition } = world;
  const context = { ...composition };
  const statuses = new Map<string, number>();
  for (const file of adminFiles) {
    const { loader } = await importRoute(file);
    if (!loader) continue;
    const request = await adminRequest(a.shop, `/app/test?_data=${file}`);
    const answer = await ask(() => loader({ request, params: paramsOf(b), context }));
    expect(answer.text, file).not.toContain(markOf(b.shop));
    expect(answer.text, file).not.toContain(b.customerIds[3]);
    if (/campaignId|customerId/.test(file)) statuses.set(file, answer.status);
  }
  expect(statuses.size).toBeGreaterThanOrEqual(4);
  for (const [file, status] of statuses) expect(status, file).toBe(404);
}, 120_000);

test('the same addresses with one’s own ids do answer, so that the refusals mean something', async () => {
  const { a, composition } = await openTwoShops();
  const context = { ...composition };
  for (const file of adminFiles.filter((each) => /campaignId|customerId/.test(each))) {
    const { loader } = await importRoute(file);
    if (!loader) continue;
    const request = await adminRequest(a.shop, '/app/test');
    const answer = await ask(() => loader({ request, params: paramsOf(a), context }));
    expect(answer.status, file).toBe(200);
    expect(answer.text, file).toContain(markOf(a.shop));
  }
}, 120_000);

test('no form of one shop changes anything of another', async () => {
  const world = await openTwoShops();
  const { a, b, composition } = world;
  const context = { ...composition };
  const before = await readShop(world, b);
  for (const file of adminFiles) {
    const { action } = await importRoute(file);
    if (!action) continue;
    for (const body of bodiesAt(b)) {
      const request = await adminRequest(a.shop, '/app/test', { body });
      const answer = await ask(() => action({ request, params: paramsOf(b), context }));
      expect(answer.text, `${file} ${JSON.stringify(body)}`).not.toContain(markOf(b.shop));
    }
  }
  expect(await readShop(world, b)).toBe(before);
}, 120_000);

test('without the admin’s token no page answers', async () => {
  const { a, composition } = await openTwoShops();
  const context = { ...composition };
  for (const file of adminFiles) {
    const { loader, action } = await importRoute(file);
    for (const route of [loader, action]) {
      if (!route) continue;
      const body = route === action ? {} : undefined;
      const request = await adminRequest(a.shop, '/app/test', { body, token: 'no token' });
      const answer = await ask(() => route({ request, params: paramsOf(a), context }));
      expect(answer.status, file).toBe(401);
      expect(answer.text, file).not.toContain(markOf(a.shop));
    }
  }
}, 120_000);
