import fc from 'fast-check';
import { RFM_GROUPS } from '#app/domain/rfm/groups.ts';
import { READY_SEGMENT_KEYS } from '#app/domain/segments/ready-segments.ts';
import type { CustomerFacts, OrderedLine } from '#app/domain/segments/rules/customer-facts.ts';
import { addDays, localDay, startOfDay } from '#app/domain/time.ts';
import {
  CAMPAIGN_IDS,
  COUNTRIES,
  DAY_OFFSETS,
  NUMBERS,
  PRODUCT_TYPES,
  PRODUCTS,
  TAGS,
  VARIANTS,
  VENDORS,
} from './random-rules.ts';

export interface RandomOrder {
  at: number;
  netMinor: number;
  /** Counted, or why it must not be seen. */
  standing: 'counted' | 'cancelled' | 'deleted';
  lines: { productId: string | null; variantId: string | null; kept: boolean }[];
}

export interface RandomDecision {
  campaignId: string;
  outcome: 'act' | 'hold-back' | 'skip' | null;
  /** Null while it waits. */
  decidedAt: number | null;
  usedAt: number | null;
  /** Decided for one who was merged into the customer later. */
  ofMerged: boolean;
}

export interface RandomCustomer {
  orders: RandomOrder[];
  decisions: RandomDecision[];
  aovMinor: number | null;
  scores: { recency: number; frequency: number; monetary: number } | null;
  rfmGroup: string;
  discountedOrders: number;
  prediction: {
    clvMinor: number | null;
    probabilityAlive: number;
    churnProbability: number;
    expectedPurchases: number;
  } | null;
  points: { balance: number | null } | null;
  emailConsent: string;
  smsConsent: string;
  tags: string[];
  countryCode: string | null;
  birthDate: string | null;
  createdAt: number | null;
  memberships: CustomerFacts['memberships'];
}

/** Products 1 to 3; of product 4 the shop knows nothing. */
export const CATALOGUE = PRODUCTS.slice(0, 3).map((productId, index) => ({
  productId,
  vendor: index === 2 ? null : (VENDORS[index] ?? null),
  productType: PRODUCT_TYPES[index] ?? null,
}));

const oneOf = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const number = oneOf(NUMBERS);
const consent = oneOf(['subscribed', 'unsubscribed', 'not_subscribed', 'pending']);

/** Customers whose days and instants lie on the boundaries of days around `today`. */
export function customersAround(today: string, zone: string): fc.Arbitrary<RandomCustomer> {
  const instant = oneOf(
    DAY_OFFSETS.flatMap((offset) => {
      const start = Date.parse(startOfDay(addDays(today, offset), zone));
      return [start - 1, start, start + 1, start + 43_200_000];
    }),
  );
  const stretch = fc.record({
    segmentKey: oneOf(READY_SEGMENT_KEYS.slice(0, 3)),
    enteredAt: instant,
    leftAt: fc.option(instant),
  });
  return fc.record({
    orders: fc.array(orders(instant), { maxLength: 4 }),
    decisions: fc.array(decisions(instant), { maxLength: 3 }),
    aovMinor: fc.option(number),
    scores: fc.option(fc.record({ recency: score, frequency: score, monetary: score })),
    rfmGroup: oneOf(RFM_GROUPS),
    discountedOrders: oneOf([0, 1, 2]),
    prediction: fc.option(
      fc.record({
        clvMinor: fc.option(number),
        probabilityAlive: number,
        churnProbability: number,
        expectedPurchases: number,
      }),
    ),
    points: fc.option(fc.record({ balance: fc.option(oneOf([0, 1, 1000])) })),
    emailConsent: consent,
    smsConsent: consent,
    tags: fc.uniqueArray(oneOf(TAGS), { maxLength: 2 }),
    countryCode: fc.option(oneOf(COUNTRIES)),
    birthDate: fc.option(birthDates(today)),
    createdAt: fc.option(instant),
    memberships: fc.uniqueArray(stretch.filter(isStretch), {
      maxLength: 2,
      selector: ({ segmentKey }) => segmentKey,
    }),
  });
}

const score = oneOf([1, 2, 3, 4, 5]);

function isStretch({ enteredAt, leftAt }: { enteredAt: number; leftAt: number | null }): boolean {
  return leftAt === null || leftAt > enteredAt;
}

function orders(instant: fc.Arbitrary<number>): fc.Arbitrary<RandomOrder> {
  return fc.record({
    at: instant,
    netMinor: oneOf([-500, 0, 500, 1000]),
    standing: oneOf(['counted', 'counted', 'counted', 'cancelled', 'deleted'] as const),
    lines: fc.array(
      fc.record({
        productId: fc.option(oneOf(PRODUCTS)),
        variantId: fc.option(oneOf(VARIANTS)),
        kept: oneOf([true, true, false]),
      }),
      { maxLength: 2 },
    ),
  });
}

function decisions(instant: fc.Arbitrary<number>): fc.Arbitrary<RandomDecision> {
  const base = { campaignId: oneOf(CAMPAIGN_IDS), ofMerged: fc.boolean() };
  const nothing = fc.constant(null);
  return fc.oneof(
    fc.record({
      ...base,
      outcome: oneOf(['act', 'hold-back', 'skip'] as const),
      decidedAt: instant,
      usedAt: fc.option(instant),
    }),
    fc.record({ ...base, outcome: nothing, decidedAt: nothing, usedAt: nothing }),
  );
}

function birthDates(today: string): fc.Arbitrary<string> {
  const near = DAY_OFFSETS.concat(6, 7, 8).map((offset) => addDays(today, offset).slice(5));
  const dayInLeapYear = near.map((monthDay) => `1992-${monthDay}`);
  return oneOf([...dayInLeapYear, '1992-02-29', '1992-01-01', '1992-12-31']);
}

/** What a rule may ask of such a customer, as it follows from his rows. */
export function factsOf(customerId: string, customer: RandomCustomer, zone: string): CustomerFacts {
  const orders = customer.orders
    .filter(({ standing }) => standing === 'counted')
    .map(({ at, netMinor, lines }) => ({
      day: localDay(at, zone),
      netMinor,
      lines: lines.filter(({ kept }) => kept).map(toLine),
    }));
  const days = orders.map(({ day }) => day).sort();
  return {
    customerId,
    ordersCount: orders.length,
    spentMinor: orders.reduce((sum, { netMinor }) => sum + netMinor, 0),
    discountedOrders: customer.discountedOrders,
    aovMinor: customer.aovMinor,
    largestOrderMinor:
      orders.length > 0 ? Math.max(...orders.map(({ netMinor }) => netMinor)) : null,
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    recencyScore: customer.scores?.recency ?? null,
    frequencyScore: customer.scores?.frequency ?? null,
    monetaryScore: customer.scores?.monetary ?? null,
    rfmGroup: customer.rfmGroup,
    predictedClvMinor: customer.prediction?.clvMinor ?? null,
    probabilityAlive: customer.prediction?.probabilityAlive ?? null,
    churnProbability: customer.prediction?.churnProbability ?? null,
    expectedPurchases: customer.prediction?.expectedPurchases ?? null,
    availablePoints: customer.points && (customer.points.balance ?? 0),
    emailConsent: customer.emailConsent,
    smsConsent: customer.smsConsent,
    tags: customer.tags,
    countryCode: customer.countryCode,
    birthDate: customer.birthDate,
    createdAt: customer.createdAt,
    orders,
    campaigns: customer.decisions.flatMap(eventsOf),
    memberships: customer.memberships,
  };
}

function toLine(line: { productId: string | null; variantId: string | null }): OrderedLine {
  const product = CATALOGUE.find(({ productId }) => productId === line.productId);
  return {
    productId: line.productId,
    variantId: line.variantId,
    vendor: product?.vendor ?? null,
    productType: product?.productType ?? null,
  };
}

function eventsOf({ campaignId, outcome, decidedAt, usedAt }: RandomDecision) {
  if (decidedAt === null) return [];
  const events: CustomerFacts['campaigns'] = [{ campaignId, event: 'decided', at: decidedAt }];
  if (outcome === 'act') events.push({ campaignId, event: 'treated', at: decidedAt });
  if (outcome === 'hold-back') events.push({ campaignId, event: 'held-out', at: decidedAt });
  if (usedAt !== null) events.push({ campaignId, event: 'redeemed', at: usedAt });
  return events;
}
