import { expect, test } from 'vitest';
import { nothingTouched } from '#app/domain/touched.ts';
import { decideDue } from '#app/services/decide-due.ts';
import { planCampaigns } from '#app/services/plan-campaign.ts';
import { planOccasions } from '#app/services/plan-occasions.ts';
import {
  aSendingShop,
  createEngine,
  listDecisions,
  openDefinition,
  type Person,
  saveActiveCampaign,
  savePeople,
  saveShop,
} from '#test/support/campaign-engine.ts';
import { createTestDatabase } from '#test/support/database.ts';

const shop = aSendingShop();
const activatedAt = '2027-01-01T00:00:00Z';

async function aBirthdayCampaign(people: Person[], holdoutShare = 0) {
  const { pool } = await createTestDatabase();
  await saveShop(pool, shop);
  await savePeople(pool, shop, people);
  await saveActiveCampaign(pool, shop, {
    definition: openDefinition({ holdoutShare }),
    activatedAt,
  });
  const engine = await createEngine(pool, activatedAt);
  await planCampaigns(engine.deps, { shopId: null, maxPages: 100 });
  const merge = async (fromId: string, toId: string) => {
    await pool.query('update customers set merged_into = $2 where customer_id = $1', [
      fromId,
      toId,
    ]);
    const move = { kind: 'merge', fromId, toId, at: null } as const;
    const touched = { ...nothingTouched, customerIds: [toId], moves: [move] };
    await engine.deps.transact((stores) =>
      planOccasions(stores, shop, touched, { now: engine.deps.clock.now() }),
    );
  };
  return { pool, merge, ...engine };
}

test('a merged customer’s waiting occasion goes, the kept one’s stays', async () => {
  const { pool, merge } = await aBirthdayCampaign([
    { customerId: '7', birthDate: '1990-03-10' },
    { customerId: '8', birthDate: '1990-04-10' },
  ]);
  await merge('7', '8');
  expect(await listDecisions(pool)).toMatchObject([
    { customer_id: '8', occasion_key: 'birthday:2027' },
  ]);
});

test('who was given a birthday as one customer is not given another as the merged one', async () => {
  const { pool, merge, deps, setTime } = await aBirthdayCampaign([
    { customerId: '7', birthDate: '1990-03-10' },
    { customerId: '8', birthDate: '1990-06-10' },
  ]);
  setTime('2027-03-10T10:05:00Z');
  await decideDue(deps);
  await merge('7', '8');
  const waiting = (await listDecisions(pool)).filter(({ state }) => state === 'waiting');
  expect(waiting).toMatchObject([{ customer_id: '8', occasion_key: 'birthday:2028' }]);
});

test('the holdout group of the earlier decision holds for the merged customer', async () => {
  const people = Array.from({ length: 40 }, (_, index) => ({
    customerId: String(index + 1),
    birthDate: '1990-03-10',
  }));
  const { pool, merge, deps, setTime } = await aBirthdayCampaign(people, 0.5);
  await savePeople(pool, shop, [
    { customerId: '98', birthDate: '1990-09-10' },
    { customerId: '99', birthDate: '1990-09-10' },
  ]);
  setTime('2027-03-10T10:05:00Z');
  await decideDue(deps);
  const groups = new Map(
    (await listDecisions(pool)).map((row) => [row.assigned_group, row.customer_id]),
  );
  await merge(groups.get('treatment') ?? '', '98');
  await merge(groups.get('holdout') ?? '', '99');
  setTime('2028-09-10T09:05:00Z');
  await decideDue(deps);
  const kept = (await listDecisions(pool)).filter(
    (row) => ['98', '99'].includes(row.customer_id) && row.state === 'decided',
  );
  expect(kept).toMatchObject([
    { customer_id: '98', assigned_group: 'treatment', outcome: 'act' },
    { customer_id: '99', assigned_group: 'holdout', outcome: 'hold-back' },
  ]);
});

test('a guest who left no row behind leaves no waiting occasion either', async () => {
  const { pool, deps } = await aBirthdayCampaign([{ customerId: '-5', birthDate: '1990-03-10' }]);
  await pool.query("delete from customers where customer_id = '-5'");
  const touched = { ...nothingTouched, customerIds: ['-5'] };
  await deps.transact((stores) => planOccasions(stores, shop, touched, { now: deps.clock.now() }));
  expect(await listDecisions(pool)).toEqual([]);
});

test('planning goes on where it was stopped, page by page', async () => {
  const people = Array.from({ length: 620 }, (_, index) => ({
    customerId: String(index + 1),
    birthDate: '1990-03-10',
  }));
  const { pool, deps } = await aBirthdayCampaign([]);
  await savePeople(pool, shop, people);
  await pool.query('update campaigns set planning = true, planned_to = null');
  const onePage = { shopId: '1', maxPages: 1 };
  expect(await planCampaigns(deps, onePage)).toEqual({ pages: 1, more: true });
  expect(await listDecisions(pool)).toHaveLength(500);
  expect(await planCampaigns(deps, { shopId: '1', maxPages: 9 })).toMatchObject({ more: false });
  expect(await listDecisions(pool)).toHaveLength(620);
});

test('two shops’ occasions and decisions do not touch each other', async () => {
  const { pool, deps, setTime } = await aBirthdayCampaign([
    { customerId: '7', birthDate: '1990-03-10' },
  ]);
  const other = aSendingShop({ shopId: '2', domain: 'other.myshopify.com' });
  await saveShop(pool, other);
  await savePeople(pool, other, [{ customerId: '7', birthDate: '1990-03-10' }]);
  await saveActiveCampaign(pool, other, {
    definition: openDefinition({ audience: { type: 'segments', keys: ['vip'] } }),
    activatedAt,
  });
  await planCampaigns(deps, { shopId: null, maxPages: 100 });
  setTime('2027-03-10T10:05:00Z');
  await decideDue(deps);
  const { rows } = await pool.query(
    `select shop_id, reason from decisions where state = 'decided' order by shop_id`,
  );
  expect(rows).toEqual([
    { shop_id: '1', reason: 'occasion_reached' },
    { shop_id: '2', reason: 'not_in_audience' },
  ]);
});
