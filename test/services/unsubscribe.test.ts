import { expect, test } from 'vitest';
import { performEffects } from '#app/services/perform-effects.ts';
import { OutsideError } from '#app/services/ports/outside-error.ts';
import { readUnsubscribePage, unsubscribe } from '#app/services/unsubscribe.ts';
import {
  aSendingShop,
  createEngine,
  listEffects,
  savePeople,
  saveShop,
  unsubscribeLinks,
} from '#test/support/campaign-engine.ts';
import { createTestDatabase } from '#test/support/database.ts';

const shop = aSendingShop();
const token =
  unsubscribeLinks
    .createUrl({ shopId: '1', customerId: '7', channel: 'email' })
    .split('/')
    .at(-1) ?? '';

async function aSubscriber(consents?: Parameters<typeof createEngine>[2]) {
  const { pool } = await createTestDatabase();
  await saveShop(pool, shop);
  await savePeople(pool, shop, [{ customerId: '7' }, { customerId: '8' }]);
  return { pool, ...(await createEngine(pool, '2027-03-10T10:00:00Z', consents)) };
}

test('ten clicks at once unsubscribe once, here at once and in Shopify', async () => {
  const { pool, deps, unsubscribed } = await aSubscriber();
  expect(await readUnsubscribePage(deps, { token })).toMatchObject({ isUnsubscribed: false });
  const clicks = Array.from({ length: 10 }, () => unsubscribe(deps, { token }));
  for (const answer of await Promise.all(clicks)) {
    expect(answer).toEqual({ outcome: 'unsubscribed', shopName: 'Fern' });
  }
  const { rows } = await pool.query(
    'select customer_id, email_consent from customers order by customer_id',
  );
  expect(rows).toEqual([
    { customer_id: '7', email_consent: 'unsubscribed' },
    { customer_id: '8', email_consent: 'subscribed' },
  ]);
  expect(await readUnsubscribePage(deps, { token })).toMatchObject({ isUnsubscribed: true });
  await performEffects(deps);
  await unsubscribe(deps, { token });
  await performEffects(deps);
  expect(unsubscribed).toEqual(['7']);
});

test('whoever subscribes again and unsubscribes again is written back again', async () => {
  const { pool, deps, unsubscribed, setTime } = await aSubscriber();
  await unsubscribe(deps, { token });
  await performEffects(deps);
  const updatedAt = '2027-04-01T00:00:00.000Z';
  const said = { customerId: '7', channel: 'email', state: 'subscribed', source: null } as const;
  const change = { type: 'consent', fact: { ...said, updatedAt } } as const;
  await deps.transact((stores) =>
    stores.facts.apply(shop, [{ change, occurredAt: updatedAt }], {
      source: 'webhook',
      recordedAt: deps.clock.now(),
    }),
  );
  const { rows } = await pool.query("select email_consent from customers where customer_id = '7'");
  expect(rows).toEqual([{ email_consent: 'subscribed' }]);
  setTime('2027-05-01T00:00:00Z');
  await unsubscribe(deps, { token });
  await performEffects(deps);
  expect(unsubscribed).toEqual(['7', '7']);
});

test('while Shopify is away the person is unsubscribed here, and it is told later', async () => {
  let isAway = true;
  const { pool, deps, setTime } = await aSubscriber({
    consents: {
      async unsubscribe() {
        if (isAway) throw new OutsideError('503', { retryable: true });
        return { outcome: 'unsubscribed' };
      },
    },
  });
  await unsubscribe(deps, { token });
  await performEffects(deps);
  expect(await listEffects(pool)).toMatchObject([{ kind: 'consent', state: 'planned' }]);
  isAway = false;
  setTime('2027-03-10T10:10:00Z');
  await performEffects(deps);
  expect(await listEffects(pool)).toMatchObject([{ kind: 'consent', state: 'done' }]);
});

test('a token that was changed does nothing and names no shop', async () => {
  const { pool, deps } = await aSubscriber();
  const [body = '', signature = ''] = token.split('.');
  const other = Buffer.from('1/1/8/email').toString('base64url');
  for (const forged of ['', 'x', body, `${other}.${signature}`, `${body}.${signature}x`]) {
    expect(await unsubscribe(deps, { token: forged })).toEqual({ outcome: 'invalid_link' });
    expect(await readUnsubscribePage(deps, { token: forged })).toEqual({ outcome: 'invalid_link' });
  }
  const { rows } = await pool.query('select distinct email_consent from customers');
  expect(rows).toEqual([{ email_consent: 'subscribed' }]);
});

test('an old link of someone merged twice over unsubscribes who he is now', async () => {
  const { pool, deps } = await aSubscriber();
  await savePeople(pool, shop, [{ customerId: '9' }]);
  const recordedAt = deps.clock.now();
  const mergedAt = '2027-03-01T00:00:00.000Z';
  const merges = [
    { keptId: '8', mergedId: '7' },
    { keptId: '9', mergedId: '8' },
  ];
  for (const merge of merges) {
    const change = { type: 'customer-merged', ...merge, mergedAt } as const;
    const said = ['7', '8', '9'].map((customerId) => {
      const consent = { state: 'subscribed', updatedAt: mergedAt, source: null } as const;
      const fact = { customerId, channel: 'email', ...consent } as const;
      return { change: { type: 'consent', fact } as const, occurredAt: mergedAt };
    });
    await deps.transact((stores) =>
      stores.facts.apply(shop, [...said, { change, occurredAt: mergedAt }], {
        source: 'webhook',
        recordedAt,
      }),
    );
  }
  expect(await readUnsubscribePage(deps, { token })).toMatchObject({ isUnsubscribed: false });
  await unsubscribe(deps, { token });
  const { rows } = await pool.query('select email_consent from customers where customer_id = 9');
  expect(rows).toEqual([{ email_consent: 'unsubscribed' }]);
});
