import { expect, test } from 'vitest';
import { createSegmentTagReads } from '#app/adapters/db/reads/segment-tag.server.ts';
import { createSegmentTagsStore } from '#app/adapters/db/segment-tags-store.server.ts';
import { createShopsStore } from '#app/adapters/db/shops-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { createTagPort } from '#app/adapters/shopify/tags.server.ts';
import type { TagPort } from '#app/services/ports/tag-port.ts';
import {
  sweepSegmentTags,
  type WriteSegmentTagsDeps,
  writeSegmentTags,
} from '#app/services/write-segment-tags.ts';
import { connectShop } from '#test/adapters/shopify/connected-shop.ts';
import { aShop, insertShop } from '#test/support/fact-rows.ts';

const AT = new Date('2026-03-03T12:00:00Z');
const SEGMENT = 'vip-and-loyal';

async function aShopWithMembers(count: number) {
  const { local, client, database } = await connectShop();
  const { pool } = database;
  const { id: shopId, domain, currency } = local.store.shop;
  await insertShop(pool, aShop({ shopId, domain, currency }));
  const { customers } = local.store.state.tables;
  const ids = [...customers.values()].slice(0, count).map(({ id }) => id);
  const enter = (customerId: string) =>
    pool.query(
      `insert into segment_memberships (shop_id, segment_key, customer_id, entered_at, entered_cause)
       values ($1, $2, $3, $4, 'order:1')`,
      [shopId, SEGMENT, customerId, AT],
    );
  for (const id of ids) await enter(id);
  const transact: WriteSegmentTagsDeps['transact'] = (work) =>
    inTransaction(pool, (db) =>
      work({ segmentTags: createSegmentTagsStore(db), shops: createShopsStore(db) }),
    );
  const tags = createTagPort(client);
  const deps = { transact, clock: { now: () => AT }, tags };
  return {
    ids,
    local,
    tags,
    enter,
    leave: (customerId: string) =>
      pool.query(
        `update segment_memberships set left_at = $3, left_cause = 'order:2'
         where shop_id = $1 and customer_id = $2`,
        [shopId, customerId, new Date(AT.getTime() + 1000)],
      ),
    turnOn: (tag: string, segmentKey = SEGMENT) =>
      transact((stores) => stores.segmentTags.turnOn(shopId, segmentKey, tag, AT)),
    turnOff: () => transact((stores) => stores.segmentTags.turnOff(shopId, SEGMENT, AT)),
    write: (options: Partial<WriteSegmentTagsDeps> = {}) =>
      writeSegmentTags({ ...deps, ...options }, { shopId }),
    sweep: async () => {
      const started: string[] = [];
      await sweepSegmentTags({ transact, startWriting: async (id) => void started.push(id) });
      return started.length;
    },
    read: () => createSegmentTagReads(pool).ofSegment(shopId, SEGMENT),
    carriers: (tag: string) =>
      [...customers.values()].filter((one) => one.tags.includes(tag)).map(({ id }) => id),
  };
}

test('members get the tag, who leaves loses it, other tags stay (S5)', async () => {
  const shop = await aShopWithMembers(3);
  const [leaver = ''] = shop.ids;
  const before = shop.local.store.state.tables.customers.get(leaver)?.tags ?? [];
  expect(await shop.turnOn('VIP club')).toBe(true);
  expect(await shop.sweep()).toBe(1);
  expect(await shop.write()).toEqual({ isDone: true });
  expect(shop.carriers('VIP club').sort()).toEqual([...shop.ids].sort());
  expect(await shop.sweep()).toBe(0);

  await shop.leave(leaver);
  expect(await shop.sweep()).toBe(1);
  await shop.write();
  expect(shop.carriers('VIP club').sort()).toEqual(shop.ids.slice(1).sort());
  expect(shop.local.store.state.tables.customers.get(leaver)?.tags).toEqual(before);
  expect(await shop.read()).toMatchObject({ tag: 'VIP club', tagged: 2, members: 2, error: null });
});

test('a run stops at its share, and the next goes on', async () => {
  const shop = await aShopWithMembers(3);
  await shop.turnOn('VIP');
  expect(await shop.write({ atMost: 1 })).toEqual({ isDone: false });
  expect(shop.carriers('VIP')).toHaveLength(1);
  expect(await shop.write()).toEqual({ isDone: true });
  expect(shop.carriers('VIP')).toHaveLength(3);
});

test('what was on its way when the worker was killed is told again and can be taken off', async () => {
  const shop = await aShopWithMembers(3);
  await shop.turnOn('VIP');
  const killed: TagPort = {
    ...shop.tags,
    async add(...change) {
      await shop.tags.add(...change);
      throw new Error('killed');
    },
  };
  await expect(shop.write({ tags: killed })).rejects.toThrow('killed');
  const told = shop.carriers('VIP').length;
  expect(told).toBeGreaterThan(0);
  expect(await shop.read()).toMatchObject({ tagged: 0 });
  // Turned off before anything was noted as written: whoever may carry the tag loses it.
  await shop.turnOff();
  await shop.write();
  expect(shop.carriers('VIP')).toEqual([]);
  expect(await shop.read()).toBeNull();
});

test('a changed tag takes the place of the old one', async () => {
  const shop = await aShopWithMembers(3);
  await shop.turnOn('VIP');
  await shop.write();
  await shop.turnOn('Best friends');
  await shop.write();
  expect(shop.carriers('VIP')).toEqual([]);
  expect(shop.carriers('Best friends')).toHaveLength(3);
});

test('one tag means one segment, however it is written', async () => {
  const shop = await aShopWithMembers(1);
  expect(await shop.turnOn('VIP')).toBe(true);
  expect(await shop.turnOn('vip', 'repeat')).toBe(false);
  expect(await shop.turnOn('vip')).toBe(true);
});

test('guests get no tag, and whoever Shopify does not know is not asked for again', async () => {
  const shop = await aShopWithMembers(2);
  await shop.enter('-5');
  await shop.enter('999');
  await shop.turnOn('VIP');
  await shop.write();
  expect(shop.carriers('VIP')).toHaveLength(2);
  expect(await shop.read()).toMatchObject({ tagged: 2, members: 3 });
  expect(await shop.sweep()).toBe(0);
  await shop.leave('999');
  await shop.write();
  expect(await shop.sweep()).toBe(0);
});

test('a refusal is kept for the merchant until it goes well', async () => {
  const shop = await aShopWithMembers(2);
  await shop.turnOn('VIP');
  const refusing: TagPort = {
    ...shop.tags,
    add: async () => ({ outcome: 'refused', code: null, message: 'Too many tags' }),
  };
  await expect(shop.write({ tags: refusing })).rejects.toThrow('Too many tags');
  expect(await shop.read()).toMatchObject({ error: 'Too many tags', tagged: 0 });
  await shop.write();
  expect(await shop.read()).toMatchObject({ error: null, tagged: 2 });
});
