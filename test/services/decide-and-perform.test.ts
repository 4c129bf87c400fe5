import { expect, test } from 'vitest';
import { decideDue } from '#app/services/decide-due.ts';
import { performEffects } from '#app/services/perform-effects.ts';
import { planCampaigns } from '#app/services/plan-campaign.ts';
import {
  aSendingShop,
  createEngine,
  listDecisions,
  listEffects,
  openDefinition,
  saveActiveCampaign,
  savePeople,
  saveShop,
} from '#test/support/campaign-engine.ts';
import { createTestDatabase } from '#test/support/database.ts';

const shop = aSendingShop();
const everything = { shopId: null, maxPages: 100 };

async function aBirthdayCampaign(people: Parameters<typeof savePeople>[2]) {
  const { pool } = await createTestDatabase();
  await saveShop(pool, shop);
  await savePeople(pool, shop, people);
  const activatedAt = '2027-01-01T00:00:00Z';
  const campaignId = await saveActiveCampaign(pool, shop, {
    definition: openDefinition(),
    activatedAt,
  });
  const engine = await createEngine(pool, activatedAt);
  await planCampaigns(engine.deps, everything);
  return { pool, campaignId, ...engine };
}

test('a birthday becomes a code bound to the customer and a mail with it', async () => {
  const { pool, deps, sent, codes, setTime } = await aBirthdayCampaign([
    { customerId: '7', birthDate: '1990-03-10' },
  ]);
  const [waiting] = await listDecisions(pool);
  expect(waiting).toMatchObject({ occasion_key: 'birthday:2027', state: 'waiting' });
  expect(waiting?.occasion_at.toISOString()).toBe('2027-03-10T10:00:00.000Z');

  setTime('2027-03-10T10:04:00Z');
  expect(await decideDue(deps)).toEqual({ decided: 0, more: false });
  setTime('2027-03-10T10:05:00Z');
  expect(await decideDue(deps)).toEqual({ decided: 1, more: false });
  await performEffects(deps);

  const [code] = codes.values();
  expect(code).toMatchObject({
    customerId: '7',
    value: { kind: 'percentage', share: 0.15 },
    startsAt: '2027-03-10T10:00:00.000Z',
    endsAt: '2027-03-24T23:59:59.000Z',
  });
  expect(code?.code).toMatch(/^BDAY-[0-9A-HJKMNP-TV-Z]{10}$/);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ to: 'c7@example.com', fromName: 'Fern' });
  expect(sent[0]?.text).toContain(code?.code);
  expect(sent[0]?.text).toContain('March 24, 2027');
  expect(sent[0]?.text).toContain('1 Fern Lane, London');
  expect(sent[0]?.text).toContain(sent[0]?.unsubscribeUrl);
  const { rows } = await pool.query(
    'select state, discount_gid is not null as g from discount_codes',
  );
  expect(rows).toEqual([{ state: 'active', g: true }]);
  const [decided, next] = await listDecisions(pool);
  expect(decided).toMatchObject({ outcome: 'act', reason: 'occasion_reached' });
  expect(next).toMatchObject({ occasion_key: 'birthday:2028', state: 'waiting' });
});

test('ten workers at once decide, create and send each thing once', async () => {
  const people = Array.from({ length: 40 }, (_, index) => ({
    customerId: String(index + 1),
    birthDate: '1990-03-10',
  }));
  const { pool, deps, sent, codes, setTime } = await aBirthdayCampaign(people);
  setTime('2027-03-10T10:05:00Z');
  await Promise.all(Array.from({ length: 10 }, () => decideDue(deps)));
  await Promise.all(Array.from({ length: 10 }, () => performEffects(deps)));
  await performEffects(deps);
  expect(codes.size).toBe(40);
  expect(sent).toHaveLength(40);
  expect(new Set(sent.map((mail) => mail.to)).size).toBe(40);
  const effects = await listEffects(pool);
  expect(effects.every((effect) => effect.state === 'done')).toBe(true);
});

test('activating twice and planning again plans each occasion once', async () => {
  const { pool, deps, campaignId } = await aBirthdayCampaign([
    { customerId: '7', birthDate: '1990-03-10' },
  ]);
  await pool.query('update campaigns set planning = true, planned_to = null');
  await planCampaigns(deps, everything);
  expect(campaignId).toBeTruthy();
  expect(await listDecisions(pool)).toHaveLength(1);
});

test('without consent the decision says so, and nothing leaves the building', async () => {
  const { pool, deps, sent, codes, setTime } = await aBirthdayCampaign([
    { customerId: '7', birthDate: '1990-03-10', consent: 'unsubscribed' },
    { customerId: '8', birthDate: '1990-03-10', email: null },
  ]);
  setTime('2027-03-10T10:05:00Z');
  await decideDue(deps);
  await performEffects(deps);
  const reasons = (await listDecisions(pool)).flatMap(({ reason }) => reason ?? []);
  expect(reasons).toEqual(['no_email_consent', 'no_email_address']);
  expect([codes.size, sent.length]).toEqual([0, 0]);
});

test('an occasion that is decided a day late is skipped as passed', async () => {
  const { pool, deps, setTime } = await aBirthdayCampaign([
    { customerId: '7', birthDate: '1990-03-10' },
  ]);
  setTime('2027-03-11T10:06:00Z');
  await decideDue(deps);
  const [decided] = await listDecisions(pool);
  expect(decided).toMatchObject({ outcome: 'skip', reason: 'moment_passed' });
});

test('what is decided under a paused campaign is skipped, and planned mail waits', async () => {
  const { pool, deps, sent, setTime } = await aBirthdayCampaign([
    { customerId: '7', birthDate: '1990-03-10' },
    { customerId: '8', birthDate: '1990-03-11' },
  ]);
  setTime('2027-03-10T10:05:00Z');
  await decideDue(deps);
  await pool.query("update campaigns set status = 'paused'");
  await performEffects(deps);
  expect(sent).toHaveLength(0);
  setTime('2027-03-11T10:05:00Z');
  await decideDue(deps);
  expect((await listDecisions(pool)).map(({ reason }) => reason)).toContain('campaign_paused');
  await pool.query("update campaigns set status = 'active'");
  await performEffects(deps);
  expect(sent.map((mail) => mail.to)).toEqual(['c7@example.com']);
});

test('a total cap is never exceeded, whoever decides at once', async () => {
  const people = Array.from({ length: 30 }, (_, index) => ({
    customerId: String(index + 1),
    birthDate: '1990-03-10',
  }));
  const { pool, deps, setTime } = await aBirthdayCampaign(people);
  const capped = openDefinition({ limits: { perCustomer: null, total: 7 } });
  await pool.query('update campaign_versions set definition = $1', [JSON.stringify(capped)]);
  setTime('2027-03-10T10:05:00Z');
  await Promise.all(Array.from({ length: 5 }, () => decideDue(deps)));
  await decideDue(deps);
  const decided = (await listDecisions(pool)).filter(({ state }) => state === 'decided');
  expect(decided.filter(({ outcome }) => outcome === 'act')).toHaveLength(7);
  expect(decided.filter(({ reason }) => reason === 'cap_reached')).toHaveLength(23);
});

test('held-out customers get nothing, and stay held out when the share changes', async () => {
  const people = Array.from({ length: 100 }, (_, index) => ({
    customerId: String(index + 1),
    birthDate: '1990-03-10',
  }));
  const { pool, deps, sent, setTime } = await aBirthdayCampaign(people);
  const half = openDefinition({ holdoutShare: 0.5 });
  await pool.query('update campaign_versions set definition = $1', [JSON.stringify(half)]);
  setTime('2027-03-10T10:05:00Z');
  await decideDue(deps);
  await performEffects(deps);
  const first = (await listDecisions(pool)).filter(({ state }) => state === 'decided');
  const heldOut = first.filter(({ outcome }) => outcome === 'hold-back');
  expect(heldOut.length).toBeGreaterThan(30);
  expect(heldOut.length).toBeLessThan(70);
  expect(sent).toHaveLength(100 - heldOut.length);
  const none = openDefinition({ holdoutShare: 0 });
  await pool.query('update campaign_versions set definition = $1', [JSON.stringify(none)]);
  setTime('2028-03-10T10:05:00Z');
  await decideDue(deps);
  const second = (await listDecisions(pool)).filter((row) => row.occasion_key === 'birthday:2028');
  const ids = (rows: typeof second) => rows.map((row) => row.customer_id).sort();
  expect(ids(second.filter(({ outcome }) => outcome === 'hold-back'))).toEqual(ids(heldOut));
});

test('a shop whose campaign cannot be read keeps no other shop from being planned and decided', async () => {
  const { pool, deps, setTime } = await aBirthdayCampaign([]);
  const other = aSendingShop({ shopId: '2', domain: 'york.myshopify.com' });
  await saveShop(pool, other);
  const campaign = { definition: openDefinition(), activatedAt: '2027-01-02T00:00:00Z' };
  await saveActiveCampaign(pool, other, campaign);
  await savePeople(pool, other, [{ customerId: '8', birthDate: '1990-03-10' }]);
  await savePeople(pool, shop, [{ customerId: '7', birthDate: '1990-03-10' }]);
  await pool.query('update campaigns set planning = true where shop_id = 1');
  const breakOne = (definition: string) =>
    pool.query('update campaign_versions set definition = $1 where shop_id = 1', [definition]);
  await planCampaigns(deps, { shopId: '1', maxPages: 10 });

  await breakOne('{"trigger": "from another version"}');
  await pool.query('update campaigns set planning = true where shop_id = 1');
  await expect(planCampaigns(deps, everything)).rejects.toThrow('Not every campaign was planned');
  setTime('2027-03-10T10:05:00Z');
  await expect(decideDue(deps)).rejects.toThrow('Not every occasion that is due was decided');
  const states = await pool.query('select shop_id, state from decisions order by shop_id');
  expect(states.rows).toContainEqual({ shop_id: '2', state: 'decided' });
  expect(states.rows).toContainEqual({ shop_id: '1', state: 'waiting' });
});
