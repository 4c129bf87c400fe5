import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { createCampaignReads } from '#app/adapters/db/reads/campaign.server.ts';
import { createCampaignsReads } from '#app/adapters/db/reads/campaigns.server.ts';
import { createPlaysReads } from '#app/adapters/db/reads/plays.server.ts';
import {
  aSendingShop,
  openDefinition,
  saveActiveCampaign,
  savePeople,
  saveShop,
} from '#test/support/campaign-engine.ts';
import { createTestDatabase } from '#test/support/database.ts';

const shop = aSendingShop();
const other = aSendingShop({ shopId: '2', domain: 'other.myshopify.com' });
const clock = { now: () => new Date('2026-11-22T10:00:00Z') };

/** A shop with three people, and a neighbour with the same. */
async function twoShops() {
  const { pool } = await createTestDatabase();
  for (const each of [shop, other]) {
    await saveShop(pool, each);
    await savePeople(pool, each, [
      { customerId: '11', birthDate: '1990-05-01' },
      { customerId: '12', birthDate: '1990-06-01', consent: 'unsubscribed' },
      { customerId: '13' },
    ]);
  }
  const activatedAt = '2026-09-01T00:00:00Z';
  const campaignId = await saveActiveCampaign(pool, shop, {
    definition: openDefinition(),
    activatedAt,
  });
  return { pool, campaignId };
}

async function saveDecision(
  pool: Pool,
  campaignId: string,
  row: { id: string; customerId: string; at: string; outcome: string | null; reason?: string },
) {
  await pool.query(
    `insert into decisions (shop_id, decision_id, campaign_id, customer_id, occasion_key,
       occasion_at, due_at, state, outcome, reason)
     values ($1, $2, $3, $4, $2, $5, $5, $6, $7, $8)`,
    [
      shop.shopId,
      row.id.repeat(32),
      campaignId,
      row.customerId,
      row.at,
      row.outcome ? 'decided' : 'waiting',
      row.outcome,
      row.reason ?? null,
    ],
  );
}

async function saveUncertainMessage(pool: Pool, decisionId: string, customerId: string) {
  await pool.query(
    `insert into effects (shop_id, effect_id, decision_id, customer_id, kind, state, spec, due_at,
       planned_at)
     values ($1, 'mail', $2, $3, 'message', 'uncertain', '{}', now(), now())`,
    [shop.shopId, decisionId, customerId],
  );
}

test('the list counts what a campaign did, and apart from it the last 30 days', async () => {
  const { pool, campaignId } = await twoShops();
  const recent = '2026-11-10T10:00:00Z';
  await saveDecision(pool, campaignId, {
    id: 'a',
    customerId: '11',
    at: '2026-10-01T10:00:00Z',
    outcome: 'act',
  });
  await saveDecision(pool, campaignId, { id: 'b', customerId: '12', at: recent, outcome: 'act' });
  await saveDecision(pool, campaignId, {
    id: 'c',
    customerId: '13',
    at: recent,
    outcome: 'hold-back',
  });
  await saveDecision(pool, campaignId, {
    id: 'd',
    customerId: '13',
    at: '2027-01-01T10:00:00Z',
    outcome: null,
  });
  const [row, ...rest] = await createCampaignsReads(pool, clock).list(shop.shopId);
  expect(rest).toEqual([]);
  expect(row).toMatchObject({
    campaignId,
    waiting: 1,
    acted: 2,
    heldBack: 1,
    recent: {
      entered: 2,
      acted: 1,
      heldBack: 1,
      messagesSent: 0,
      codesUsed: 0,
      revenueMinor: 0,
    },
  });
  expect(await createCampaignsReads(pool, clock).list(other.shopId)).toEqual([]);
});

test('decisions are narrowed down to uncertain messages', async () => {
  const { pool, campaignId } = await twoShops();
  const at = '2026-11-10T10:00:00Z';
  await saveDecision(pool, campaignId, { id: 'a', customerId: '11', at, outcome: 'act' });
  await saveDecision(pool, campaignId, { id: 'b', customerId: '12', at, outcome: 'act' });
  await saveUncertainMessage(pool, 'b'.repeat(32), '12');
  const reads = createCampaignReads(pool);
  const query = { outcome: 'decided', reason: null, cursor: null, limit: 10 } as const;
  const all = await reads.decisions(shop.shopId, campaignId, query);
  expect(all.items).toHaveLength(2);
  const found = await reads.decisions(shop.shopId, campaignId, { ...query, isUncertain: true });
  expect(found.items.map(({ customerId }) => customerId)).toEqual(['12']);
  const foreign = await reads.decisions(other.shopId, campaignId, query);
  expect(foreign.items).toEqual([]);
});

test('names are those of one shop, and an unknown customer has none', async () => {
  const { pool } = await twoShops();
  const reads = createCampaignReads(pool);
  const names = await reads.customerNames(shop.shopId, ['11', '99']);
  expect([...names]).toEqual([['11', 'Ada']]);
});

test('the plays’ figures are those of the shop, and of an empty one nothing', async () => {
  const { pool } = await twoShops();
  const reads = createPlaysReads(pool, clock);
  expect(await reads.figures(shop.shopId)).toEqual({
    customers: 3,
    subscribed: 2,
    birthdays: 2,
    subscribedBirthdays: 1,
    buyers: 3,
    pairedProducts: 0,
    pairs: 0,
    ordersPerMonth: 0,
  });
  expect(await reads.figures('99')).toMatchObject({ customers: 0, pairs: 0 });
});

test('occasions to come are listed the next one first, over several pages', async () => {
  const { pool, campaignId } = await twoShops();
  for (const [index, id] of ['a', 'b', 'c'].entries()) {
    const at = `2026-12-0${index + 1}T10:00:00Z`;
    await saveDecision(pool, campaignId, { id, customerId: `1${index + 1}`, at, outcome: null });
  }
  const reads = createCampaignReads(pool);
  const query = { outcome: 'waiting', reason: null, limit: 2 } as const;
  const first = await reads.decisions(shop.shopId, campaignId, { ...query, cursor: null });
  expect(first.items.map(({ customerId }) => customerId)).toEqual(['11', '12']);
  const second = await reads.decisions(shop.shopId, campaignId, { ...query, cursor: first.next });
  expect(second.items.map(({ customerId }) => customerId)).toEqual(['13']);
  expect(second.next).toBeNull();
});
