import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '#sandbox/shopify/store.ts';
import {
  install,
  movableClock,
  postGraphql,
  startShopify,
  temporaryFolder,
  writeToml,
} from './support/local-shopify.ts';
import { smallStore } from './support/small-store.ts';

function openAt(dataDir: string, loadContents = smallStore) {
  return openStore({ clock: movableClock(), dataDir, loadContents });
}

const neverLoad = () => {
  throw new Error('the folder holds a store already');
};

test('what happened is there again after a kill', async () => {
  const dataDir = temporaryFolder();
  const before = await openAt(dataDir);
  const placed = before.placeOrder({
    customerId: '101',
    lines: [{ variantId: '2011', quantity: 2 }],
  });
  if (!placed.ok) throw new Error(placed.message);
  before.refundOrder(placed.order.id, { adjustment: 100 });
  before.setConsent('102', { channel: 'email', state: 'UNSUBSCRIBED' });
  before.deleteCustomer('103');
  // Not closed: a killed process closes nothing.
  const after = await openAt(dataDir, neverLoad);
  expect(after.state.tables.orders.get(placed.order.id)).toEqual(placed.order);
  expect(after.state.tables.customers.get('102')?.emailConsent.state).toBe('UNSUBSCRIBED');
  expect(after.state.tables.customers.get('103')).toBeUndefined();
  const next = after.placeOrder({ customerId: '101', lines: [{ variantId: '2011', quantity: 1 }] });
  expect(next).toMatchObject({ ok: true, order: { name: '#1002' } });
  expect(next.ok && Number(next.order.id)).toBeGreaterThan(Number(placed.order.id));
});

test('SIGKILL in the midst of orders loses none that was placed', async () => {
  const dataDir = temporaryFolder();
  const script = join(import.meta.dirname, 'support', 'endless-orders.ts');
  const child = spawn(process.execPath, [script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout) {
    output += chunk;
    if (output.length > 2000) child.kill('SIGKILL');
  }
  const placed = output.split('\n').slice(0, -1);
  const after = await openAt(dataDir, neverLoad);
  expect(placed.filter((id) => !after.state.tables.orders.get(id))).toEqual([]);
  expect(placed.length).toBeGreaterThan(100);
});

test('a line that a kill tore is a commit that did not happen', async () => {
  const dataDir = temporaryFolder();
  const before = await openAt(dataDir);
  before.updateShop({ name: 'Kept' });
  appendFileSync(join(dataDir, 'journal.jsonl'), '[["shop","5001",{"name":"Tor');
  const after = await openAt(dataDir, neverLoad);
  expect(after.shop.name).toBe('Kept');
  after.updateShop({ name: 'Later' });
  expect((await openAt(dataDir, neverLoad)).shop.name).toBe('Later');
});

test('the store changes its own copy, not what it was given', async () => {
  const contents = smallStore();
  const store = await openStore({
    clock: movableClock(),
    dataDir: null,
    loadContents: () => contents,
  });
  store.setConsent('101', { channel: 'email', state: 'UNSUBSCRIBED' });
  expect(contents).toEqual(smallStore());
});

test('tokens and undelivered webhooks survive a restart', async () => {
  const dataDir = temporaryFolder();
  const toml = writeToml({
    subscriptions: '[[webhooks.subscriptions]]\ntopics = ["shop/update"]\nuri = "/webhooks"',
  });
  const first = await startShopify({ dataDir, toml, webhooks: { paused: true } });
  const { access_token: token } = await install(first);
  first.store.updateShop({ name: 'Waiting' });
  expect(first.webhooks.stats().pending).toBe(1);
  const second = await startShopify({ dataDir, toml, webhooks: { paused: true } });
  expect(second.webhooks.stats().pending).toBe(1);
  expect((await postGraphql(second, token, '{ shop { name } }')).status).toBe(200);
});
