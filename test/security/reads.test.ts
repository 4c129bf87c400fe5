import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReads, type Reads } from '#app/composition-reads.server.ts';
import { markOf, openTwoShops, type TestShop, type TwoShops } from './two-shops.ts';

type Call = (asking: TestShop, named: TestShop, choice: Choice) => Promise<unknown>;

interface Choice {
  /** Of thirty customers. */
  person: number;
  cursor: string | null;
  descending: boolean;
  sort: 'spent' | 'clv' | 'orders' | 'last-order' | 'name';
  search: string;
}

const limit = 50;
const EVERYONE = {
  type: 'orders',
  measure: 'count',
  comparison: 'at-least',
  value: 0,
  when: null,
} as const;

/** Every read of every page, asked by one shop with ids and words of another. */
function callsOf(reads: Reads): Record<string, Call> {
  const { analytics, campaigns, campaign, plays, segments, loyalty, home, customers, customer } =
    reads;
  const { health, imports, settings, loyaltyMember, ownSegments, predictions } = reads;
  const idOf = ({ customerIds }: TestShop, { person }: Choice) => customerIds[person] ?? '';
  const all = { outcome: 'decided', reason: null, limit } as const;
  return {
    'analytics.overview': ({ shop }) => analytics.overview(shop, { choice: '365' }),
    'analytics.cohorts': ({ shop }) => analytics.cohorts(shop, 12),
    'analytics.rfm': ({ shop }) => analytics.rfm(shop, 'value'),
    'analytics.movement': ({ shop }) => analytics.movement(shop, { choice: '90' }),
    'analytics.acquisitionCosts': ({ shop }) => analytics.acquisitionCosts(shop),
    'campaigns.list': ({ shop }) => campaigns.list(shop.shopId),
    'campaign.find': ({ shop }, b) => campaign.find(shop.shopId, b.campaignId),
    'campaign.isPlanning': ({ shop }, b) => campaign.isPlanning(shop.shopId, b.campaignId),
    'campaign.results': ({ shop }, b) => campaign.results(shop.shopId, b.campaignId),
    'campaign.decisions': ({ shop }, b, { cursor }) =>
      campaign.decisions(shop.shopId, b.campaignId, { ...all, cursor }),
    'campaign.customerNames': async ({ shop }, b) => [
      ...(await campaign.customerNames(shop.shopId, b.customerIds)),
    ],
    'predictions.current': ({ shop }) => predictions.current(shop.shopId),
    'predictions.history': ({ shop }) => predictions.history(shop.shopId),
    'predictions.distribution': ({ shop }) => predictions.distribution(shop.shopId),
    'predictions.ofCustomer': ({ shop }, b, choice) =>
      predictions.ofCustomer(shop, idOf(b, choice)),
    'plays.figures': ({ shop }) => plays.figures(shop.shopId),
    'segments.list': ({ shop }) => segments.list(shop),
    'segments.cutoffs': ({ shop }) => segments.cutoffs(shop),
    'segments.history': ({ shop }, { segmentKey }) => segments.history(shop, segmentKey),
    'segments.movements': ({ shop }, b) => segments.movements(shop.shopId, b.segmentKey, limit),
    'ownSegments.list': ({ shop }) => ownSegments.list(shop.shopId),
    'ownSegments.names': ({ shop }) => ownSegments.names(shop.shopId),
    'ownSegments.ruleOptions': ({ shop }) => ownSegments.ruleOptions(shop.shopId),
    'ownSegments.find': ({ shop }, b) => ownSegments.find(shop.shopId, b.ownSegmentId),
    'ownSegments.history': ({ shop }, b) => ownSegments.history(shop, b.ownSegmentId),
    'segmentExport.csv': ({ shop }, b) => collect(reads.segmentExport.csv(shop, b.segmentKey)),
    'segmentPreview.preview': ({ shop }) => reads.segmentPreview.preview(shop, EVERYONE),
    'segmentTags.ofSegment': ({ shop }, b) =>
      reads.segmentTags.ofSegment(shop.shopId, b.segmentKey),
    'loyalty.totals': ({ shop }) => loyalty.totals(shop),
    'loyalty.balances': ({ shop }, _b, { cursor }) =>
      loyalty.balances(shop.shopId, { cursor, limit }),
    'loyalty.member': ({ shop }, b, choice) => loyalty.member(shop.shopId, idOf(b, choice)),
    'loyalty.entries': ({ shop }, b, choice) =>
      loyalty.entries(shop.shopId, { customerId: idOf(b, choice), cursor: choice.cursor, limit }),
    'loyaltyMember.person': ({ shop }, b, choice) =>
      loyaltyMember.person(shop.shopId, idOf(b, choice)),
    'loyaltyMember.lots': ({ shop }, b, choice) => loyaltyMember.lots(shop.shopId, idOf(b, choice)),
    'loyaltyMember.rewards': ({ shop }, b, choice) =>
      loyaltyMember.rewards(shop.shopId, idOf(b, choice)),
    'shopperPoints.find': ({ shop }, b, choice) =>
      reads.shopperPoints.find(shop.domain, idOf(b, choice)),
    'home.figures': ({ shop }) => home.figures(shop),
    'customers.list': ({ shop }, _b, { sort, descending, cursor, search }) =>
      customers.list(shop.shopId, { filters: { search }, sort, descending, cursor, limit }),
    'customer.page': ({ shop }, b, choice) => customer.page(shop, idOf(b, choice)),
    'customer.orders': ({ shop }, b, choice) => customer.orders(shop, idOf(b, choice), limit),
    'customer.decisions': ({ shop }, b, choice) => customer.decisions(shop, idOf(b, choice), limit),
    'customer.timeline': ({ shop }, b, choice) =>
      customer.timeline(shop, idOf(b, choice), { cursor: choice.cursor, limit }),
    'customer.merges': ({ shop }, b, choice) => customer.merges(shop, idOf(b, choice)),
    'health.ofShop': ({ shop }) => health.ofShop(shop),
    'imports.latest': ({ shop }) => imports.latest(shop.shopId),
    'settings.privacyRequests': ({ shop }) => settings.privacyRequests(shop.shopId),
    'settings.auditLog': ({ shop }) => settings.auditLog(shop.shopId),
  };
}

async function collect(lines: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const line of lines) text += line;
  return text;
}

/** Counts of the whole instance, for its operator; no page shows them. */
const NOT_OF_A_SHOP = ['health.ofInstance'];

async function openReads(): Promise<TwoShops & { reads: Reads; calls: Record<string, Call> }> {
  const world = await openTwoShops();
  const reads = createReads(world.pool, { now: () => new Date() });
  return { ...world, reads, calls: callsOf(reads) };
}

test('no read is left out of this file', async () => {
  const { reads, calls } = await openReads();
  const names = Object.entries(reads).flatMap(([page, functions]) =>
    Object.keys(functions).map((name) => `${page}.${name}`),
  );
  expect([...Object.keys(calls), ...NOT_OF_A_SHOP].sort()).toEqual(names.sort());
});

test('no read shows one shop a row of another, whatever ids, words and places it is given', async () => {
  const { a, b, reads, calls } = await openReads();
  const filters = {};
  const cursors: (string | null)[] = [null];
  for (const sort of ['spent', 'name'] as const) {
    const query = { filters, sort, descending: true, limit: 5 };
    cursors.push((await reads.customers.list(b.shop.shopId, query)).next);
  }
  const choices = fc.record<Choice>({
    person: fc.constantFrom(3, 3, 3, 0, 7, 29),
    cursor: fc.constantFrom(...cursors),
    descending: fc.boolean(),
    sort: fc.constantFrom('spent', 'clv', 'orders', 'last-order', 'name'),
    search: fc.constantFrom('', markOf(b.shop), 'Person', '%', "' or true --", '\\', '_'),
  });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(calls)), choices, async (name, choice) => {
      const found = JSON.stringify((await calls[name]?.(a, b, choice)) ?? null);
      expect(found, name).not.toContain(markOf(b.shop));
      for (const id of [...b.customerIds, ...b.orderIds]) expect(found, name).not.toContain(id);
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('the same reads show the other shop its own rows', async () => {
  const { b, calls } = await openReads();
  const choice = { person: 3, cursor: null, descending: true, sort: 'name', search: '' } as const;
  const shown = [];
  for (const [name, call] of Object.entries(calls)) {
    if (JSON.stringify(await call(b, b, choice)).includes(markOf(b.shop))) shown.push(name);
  }
  expect(shown.length).toBeGreaterThan(9);
}, 60_000);
