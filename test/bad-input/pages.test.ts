import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { expect, test } from 'vitest';
import { adminRequest, openTwoShops, type TestShop } from '#test/security/two-shops.ts';

interface RouteModule {
  loader?: (args: LoaderFunctionArgs) => Promise<unknown>;
  action?: (args: ActionFunctionArgs) => Promise<unknown>;
}

const folder = path.resolve(import.meta.dirname, '../../app/routes');
const files = readdirSync(folder).filter(
  (file) => file.startsWith('app.') && !file.endsWith('.server.ts'),
);

/** The others look at nothing behind the question mark but the locale. */
function readsParameters(file: string): boolean {
  return /readQuery|searchParams/.test(readFileSync(path.join(folder, file), 'utf8'));
}

async function importRoute(file: string): Promise<RouteModule> {
  return import(path.join(folder, file));
}

const cursorOf = (value: string, id: string) =>
  Buffer.from(JSON.stringify({ d: 'after', v: value, i: id })).toString('base64url');

/** What no page should stumble over, in each of the parameters that pages read. */
const VALUES = [
  'abc',
  '-1',
  '1.5',
  '1e400',
  '9'.repeat(40),
  '%00',
  'a\u0000b',
  '\ud800',
  "' or 1=1 --",
  '%_\\',
  '2026-02-31',
  'x'.repeat(5_000),
  cursorOf('abc', '1'),
  cursorOf('1', 'abc'),
  cursorOf('9'.repeat(40), '9'.repeat(40)),
  cursorOf('2026-13-45', '1'),
  cursorOf('a\u0000b', '1'),
  Buffer.from('[]').toString('base64url'),
];
const PARAMETERS = [
  ...['q', 'segment', 'group', 'orders_min', 'orders_max', 'spent_min', 'spent_max'],
  ...['last_from', 'last_to', 'sort', 'direction', 'cursor', 'show', 'reason', 'outcome'],
  ...['recency', 'frequency', 'monetary', 'value', 'period', 'from', 'to', 'months', 'across'],
  ...['locale', 'page', 'unknown', 'customer', 'member'],
];
const IDS = [
  'abc',
  '-1',
  '0',
  '1.5',
  '9'.repeat(19),
  '9'.repeat(40),
  "' or 1=1 --",
  'a\u0000b',
  '',
];

type Answer = { status: number; text: string };

async function ask(call: () => Promise<unknown>): Promise<Answer> {
  const answer = await call().catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown;
    return { status: 500, text: String(thrown) };
  });
  if (answer instanceof Response) return { status: answer.status, text: await answer.text() };
  const isFailure = typeof answer === 'object' && answer !== null && 'status' in answer;
  if (isFailure && answer.status === 500) return { status: 500, text: JSON.stringify(answer) };
  return { status: 200, text: JSON.stringify(answer) };
}

function paramsOf({ campaignId, customerIds, segmentKey }: TestShop): Record<string, string> {
  const customerId = customerIds[3] ?? '';
  return { campaignId, customerId, key: segmentKey, play: 'anniversary-discount', '*': 'nowhere' };
}

test.each(files.filter(readsParameters))(
  '%s: a wrong parameter is ignored or named, and never breaks the page',
  async (file) => {
    const { a, composition } = await openTwoShops();
    const context = { ...composition };
    const { loader } = await importRoute(file);
    if (!loader) return;
    const broken: string[] = [];
    for (const name of PARAMETERS) {
      for (const value of VALUES) {
        const query = new URLSearchParams({ [name]: value });
        const request = await adminRequest(a.shop, `/app/test?${query}`);
        const { status, text } = await ask(() => loader({ request, params: paramsOf(a), context }));
        const what = `${name}=${JSON.stringify(value.slice(0, 60))}: ${status} ${text.slice(0, 120)}`;
        if (![200, 400, 404].includes(status)) broken.push(what);
        if (status === 400 && !text.includes(name)) broken.push(what);
      }
    }
    expect(broken).toEqual([]);
  },
  120_000,
);

test.each(files.filter((file) => file.includes('$')))(
  '%s: an id that is none is not found',
  async (file) => {
    const { a, composition } = await openTwoShops();
    const context = { ...composition };
    const { loader } = await importRoute(file);
    if (!loader) return;
    for (const id of IDS) {
      const params = Object.fromEntries(Object.keys(paramsOf(a)).map((name) => [name, id]));
      const request = await adminRequest(a.shop, '/app/test');
      const { status, text } = await ask(() => loader({ request, params, context }));
      expect(status, `${JSON.stringify(id)}: ${text.slice(0, 200)}`).toBe(404);
    }
  },
  60_000,
);

const BODIES: unknown[] = [
  ...['', '{', 'null', '[]', '"text"', '42', '{}'],
  ...['save', 'status', 'resend', 'adjust', 'import', 'pause-all', 'unknown', 7, null].map(
    (intent) => ({ intent }),
  ),
  { intent: 'status', status: 'deleted' },
  { intent: 'adjust', points: '1e99', direction: 'give', reason: 'x', requestKey: 'a\u0000b' },
  { name: 7, version: 'one', definition: null },
  { name: 'a\u0000b', version: 1, definition: { trigger: { type: 'never' } } },
  { play: 'nothing', definition: {}, to: 'nobody' },
];

test.each(files)(
  '%s: a form that is wrong is answered in words and changes nothing',
  async (file) => {
    const { a, composition, pool } = await openTwoShops();
    const context = { ...composition };
    const { action } = await importRoute(file);
    if (!action) return;
    const countRows = async () =>
      (
        await pool.query(`select (select count(*) from campaigns) as campaigns,
        (select count(*) from ledger_transactions) as ledger, (select count(*) from effects) as effects`)
      ).rows;
    const before = await countRows();
    const broken: string[] = [];
    for (const body of BODIES) {
      const request = await adminRequest(a.shop, '/app/test', { body });
      const { status, text } = await ask(() => action({ request, params: paramsOf(a), context }));
      if (![200, 400, 404, 405].includes(status)) broken.push(`${JSON.stringify(body)}: ${text}`);
    }
    expect(broken).toEqual([]);
    expect(await countRows()).toEqual(before);
  },
  60_000,
);
