import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCampaignReads } from '#app/adapters/db/reads/campaign.server.ts';
import { createCampaignsReads } from '#app/adapters/db/reads/campaigns.server.ts';
import { nothingTouched } from '#app/domain/touched.ts';
import { changeCampaignStatus } from '#app/services/change-campaign-status.ts';
import { decideDue } from '#app/services/decide-due.ts';
import { performEffects } from '#app/services/perform-effects.ts';
import { planCampaigns } from '#app/services/plan-campaign.ts';
import { planOccasions } from '#app/services/plan-occasions.ts';
import { type SaveCampaignInput, saveCampaign } from '#app/services/save-campaign.ts';
import {
  aSendingShop,
  createEngine,
  listDecisions,
  openDefinition,
  savePeople,
  saveShop,
} from '#test/support/campaign-engine.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { aShop, insertOrders } from '#test/support/fact-rows.ts';

const shop = aSendingShop();
const everything = { shopId: null, maxPages: 100 };

function aForm(overrides: Partial<SaveCampaignInput> = {}): SaveCampaignInput {
  return {
    shop,
    campaignId: null,
    expectedVersion: null,
    play: 'anniversary-discount',
    name: 'Birthday treat',
    definition: openDefinition(),
    actor: 'owner',
    ...overrides,
  };
}

async function aShopWithPeople(people: Parameters<typeof savePeople>[2]) {
  const { pool } = await createTestDatabase();
  await saveShop(pool, shop);
  await savePeople(pool, shop, people);
  const engine = await createEngine(pool, '2027-01-01T00:00:00Z');
  const deps = { ...engine.deps, newId: randomUUID };
  const create = async () => {
    const saved = await saveCampaign(deps, aForm());
    if (saved.outcome !== 'saved') throw new Error(saved.outcome);
    const { campaignId } = saved;
    const activation = { shop, campaignId, status: 'active', actor: 'owner' } as const;
    expect(await changeCampaignStatus(deps, activation)).toMatchObject({ outcome: 'changed' });
    await planCampaigns(deps, everything);
    return campaignId;
  };
  return { pool, ...engine, deps, create };
}

test('a form with mistakes is told all of them, by field, and nothing is saved', async () => {
  const { pool, deps } = await aShopWithPeople([]);
  const definition = openDefinition();
  if (definition.action.type !== 'discount-offer') throw new Error('another play');
  const { action } = definition;
  const broken = {
    ...definition,
    trigger: { type: 'birthday', localHour: 24 },
    holdoutShare: 'a lot',
    action: {
      ...action,
      offer: { ...action.offer, validDays: 0, value: { kind: 'percentage', share: 1.5 } },
    },
  };
  const result = await saveCampaign(deps, aForm({ name: ' ', definition: broken }));
  expect(result).toEqual({
    outcome: 'invalid',
    errors: [
      { field: 'name', code: 'empty' },
      { field: 'trigger.localHour', code: 'out_of_range', min: 0, max: 23 },
      { field: 'action.offer.value.share', code: 'out_of_range', min: 0.01, max: 1 },
      { field: 'action.offer.validDays', code: 'out_of_range', min: 1, max: 365 },
      { field: 'holdoutShare', code: 'not_a_number' },
    ],
  });
  expect((await pool.query('select 1 from campaigns')).rowCount).toBe(0);
});

test.each([
  ['{{ customer.frist_name }}', 'undefined variable'],
  ['{% if offer %}', 'not closed'],
  ['{{ shop.name | shout }}', 'undefined filter'],
  ['{% include "/etc/passwd" %}', 'ENOENT'],
])('a text that cannot be filled in is refused: %s', async (body, problem) => {
  const { deps } = await aShopWithPeople([]);
  const definition = openDefinition();
  if (definition.action.type !== 'discount-offer') throw new Error('another play');
  const message = { ...definition.action.message, body };
  const action = { ...definition.action, message };
  const result = await saveCampaign(deps, aForm({ definition: { ...definition, action } }));
  expect(result).toMatchObject({
    outcome: 'invalid',
    errors: [{ field: 'action.message.body', detail: expect.stringContaining(problem) }],
  });
});

test('editing makes a version; an occasion is decided under the one in force at its time', async () => {
  const { pool, deps, create, setTime } = await aShopWithPeople([
    { customerId: '7', birthDate: '1990-03-10' },
    { customerId: '8', birthDate: '1990-03-10', timezone: 'America/New_York' },
  ]);
  const campaignId = await create();
  setTime('2027-03-10T10:02:00Z');
  const definition = openDefinition({ audience: { type: 'segments', keys: ['vip'] } });
  const edit = aForm({ campaignId, expectedVersion: 1, definition });
  expect(await saveCampaign(deps, edit)).toMatchObject({ outcome: 'saved', version: 2 });
  expect(await saveCampaign(deps, edit)).toEqual({ outcome: 'changed_meanwhile' });
  const again = { ...edit, expectedVersion: 2 };
  expect(await saveCampaign(deps, again)).toMatchObject({ outcome: 'saved', version: 2 });
  setTime('2027-03-10T20:00:00Z');
  await decideDue(deps);
  const decided = (await listDecisions(pool)).filter(({ state }) => state === 'decided');
  expect(decided).toMatchObject([
    { customer_id: '7', campaign_version: 1, reason: 'occasion_reached' },
    { customer_id: '8', campaign_version: 2, reason: 'not_in_audience' },
  ]);
});

test('a changed trigger moves what waits', async () => {
  const { pool, deps, create } = await aShopWithPeople([
    { customerId: '7', birthDate: '1990-03-10', firstOrderAt: '2026-05-05T12:00:00Z' },
  ]);
  const campaignId = await create();
  const definition = openDefinition({
    trigger: { type: 'first-order-anniversary', localHour: 8 },
  });
  await saveCampaign(deps, aForm({ campaignId, definition }));
  await planCampaigns(deps, everything);
  const rows = await listDecisions(pool);
  expect(rows.map((row) => [row.occasion_key, row.occasion_at.toISOString()])).toEqual([
    ['anniversary:2027', '2027-05-05T07:00:00.000Z'],
  ]);
});

test('a birthday that is changed or withdrawn moves or removes the one row that waits', async () => {
  const { pool, deps, create } = await aShopWithPeople([
    { customerId: '7', birthDate: '1990-03-10' },
  ]);
  await create();
  const replan = () =>
    deps.transact((stores) =>
      planOccasions(
        stores,
        shop,
        { ...nothingTouched, customerIds: ['7'] },
        { now: deps.clock.now() },
      ),
    );
  const change = 'update customers set birth_date = $1, birth_date_at = $2';
  await pool.query(change, ['1990-06-01', '2027-01-01Z']);
  await replan();
  const [moved, ...others] = await listDecisions(pool);
  expect(moved?.occasion_at.toISOString()).toBe('2027-06-01T09:00:00.000Z');
  expect(others).toEqual([]);
  await pool.query(change, [null, '2027-01-02Z']);
  await replan();
  expect(await listDecisions(pool)).toEqual([]);
});

test('activation is refused without a postal address, and a double click changes nothing', async () => {
  const { deps, create } = await aShopWithPeople([]);
  const campaignId = await create();
  const input = { shop, campaignId, status: 'active', actor: 'owner' } as const;
  expect(await changeCampaignStatus(deps, input)).toEqual({
    outcome: 'unchanged',
    status: 'active',
  });
  const saved = await saveCampaign(deps, aForm());
  const other = saved.outcome === 'saved' ? saved.campaignId : '';
  const withoutAddress = { ...input, shop: aShop(), campaignId: other };
  expect(await changeCampaignStatus(deps, withoutAddress)).toEqual({
    outcome: 'refused',
    reason: 'sender_address_missing',
  });
});

test('another shop’s campaign is not found', async () => {
  const { deps, create, pool } = await aShopWithPeople([]);
  const campaignId = await create();
  const stranger = aSendingShop({ shopId: '2', domain: 'other.myshopify.com' });
  await saveShop(pool, stranger);
  const status = { shop: stranger, campaignId, status: 'paused', actor: 'x' } as const;
  expect(await changeCampaignStatus(deps, status)).toEqual({ outcome: 'not_found' });
  const edit = aForm({ shop: stranger, campaignId });
  expect(await saveCampaign(deps, edit)).toEqual({ outcome: 'not_found' });
  expect(await createCampaignReads(pool).find('2', campaignId)).toBeNull();
  expect(await createCampaignsReads(pool, deps.clock).list('2')).toEqual([]);
});

test('the pages count what was done, and compare both groups’ orders', async () => {
  const people = Array.from({ length: 20 }, (_, index) => ({
    customerId: String(index + 1),
    birthDate: '1990-03-10',
  }));
  const { pool, deps, create, setTime } = await aShopWithPeople(people);
  const campaignId = await create();
  const half = JSON.stringify(openDefinition({ holdoutShare: 0.5 }));
  await pool.query('update campaign_versions set definition = $1', [half]);
  setTime('2027-03-10T10:05:00Z');
  await decideDue(deps);
  await performEffects(deps);
  await insertOrders(
    pool,
    shop,
    people.flatMap(({ customerId }) => [
      { orderId: `1${customerId}`, ownerId: customerId, at: '2027-03-12T00:00:00Z', netMinor: 500 },
      { orderId: `2${customerId}`, ownerId: customerId, at: '2027-05-12T00:00:00Z', netMinor: 700 },
    ]),
  );
  const reads = createCampaignReads(pool);
  const results = await reads.results('1', campaignId);
  const acted = results.treatment.customers;
  const heldBack = results.holdoutGroup.customers;
  expect(acted + heldBack).toBe(20);
  expect(results).toMatchObject({
    waiting: 20,
    treatment: { buyers: acted, orders: acted, revenueMinor: acted * 500 },
    holdoutGroup: { buyers: heldBack, orders: heldBack, revenueMinor: heldBack * 500 },
    messages: { sent: acted, uncertain: 0 },
    codes: { issued: acted, used: 0 },
  });
  const [item] = await createCampaignsReads(pool, deps.clock).list('1');
  expect(item).toMatchObject({ acted, heldBack, skipped: 0, waiting: 20, messagesSent: acted });
  const query = { outcome: 'hold-back', reason: null, limit: 3 } as const;
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await reads.decisions('1', campaignId, { ...query, cursor });
    for (const decision of page.items) seen.add(decision.customerId);
    cursor = page.next;
  } while (cursor);
  expect(seen.size).toBe(heldBack);
});
