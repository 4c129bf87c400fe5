import type { RfmSettings } from '../settings.ts';

/**
 * What depends on all customers of a shop at once. Fixed for a shop and local day, from the orders
 * of earlier days, so that one order moves one customer.
 */

/** Four ascending limits between the five scores. A value scores one more for each it exceeds. */
export type Limits = readonly [number, number, number, number];

export interface DayCutoffs {
  /** `quantiles`: fifths of the shop's own customers; `absolute`: too few customers for fifths. */
  mode: 'quantiles' | 'absolute';
  /** Customers with a counted order that the limits were read from. */
  customers: number;
  /** Days since the last order, ascending: fewer days score higher. */
  daysSinceLastOrder: Limits;
  orders: Limits;
  /** Historic CLV; null while the shop has no order to measure money by. */
  spentMinor: Limits | null;
  shopAovMinor: number | null;
  /** Spending more than this makes a VIP or a big spender. */
  vipAboveMinor: number | null;
  bigSpenderAboveMinor: number | null;
  /** From this average order value on it is high. */
  highAovFromMinor: number | null;
}

/** Below this many buyers, fifths of the shop's own customers say nothing. */
export const MIN_CUSTOMERS_FOR_QUANTILES = 50;

const ABSOLUTE_DAYS: Limits = [30, 90, 180, 365];
const ABSOLUTE_ORDERS: Limits = [1, 2, 3, 5];
/** In average orders of the shop. */
const ABSOLUTE_SPENT: Limits = [0.75, 1.5, 3, 6];
const ABSOLUTE_VIP_ORDERS = 6;
const ABSOLUTE_BIG_SPENDER_ORDERS = 3;

/** The shop's distribution at the start of a local day, from the orders of earlier days. */
export interface ShopDistribution {
  customers: number;
  orders: number;
  revenueMinor: number;
  /** Fifths; null without customers. */
  daysSinceLastOrder: Limits | null;
  ordersPerCustomer: Limits | null;
  spentMinor: Limits | null;
  /** Historic CLV that the top share of customers exceeds. */
  vipAboveMinor: number | null;
  bigSpenderAboveMinor: number | null;
}

function scale(limits: Limits, factor: number): Limits {
  const [first, second, third, fourth] = limits;
  const by = (limit: number) => Math.round(limit * factor);
  return [by(first), by(second), by(third), by(fourth)];
}

function absoluteCutoffs(distribution: ShopDistribution, aovMinor: number | null): DayCutoffs {
  const inOrders = (orders: number) => (aovMinor === null ? null : Math.round(orders * aovMinor));
  return {
    mode: 'absolute',
    customers: distribution.customers,
    daysSinceLastOrder: ABSOLUTE_DAYS,
    orders: ABSOLUTE_ORDERS,
    spentMinor: aovMinor === null ? null : scale(ABSOLUTE_SPENT, aovMinor),
    shopAovMinor: aovMinor,
    vipAboveMinor: inOrders(ABSOLUTE_VIP_ORDERS),
    bigSpenderAboveMinor: inOrders(ABSOLUTE_BIG_SPENDER_ORDERS),
    highAovFromMinor: null,
  };
}

/**
 * The cut-offs of a day. `highAovFactor` is the multiple of the shop's AOV that counts as high; the
 * merchant's own RFM limits stand in for those that were measured.
 */
export function cutoffsOf(
  distribution: ShopDistribution,
  highAovFactor: number,
  rfm: RfmSettings = { mode: 'quintiles' },
): DayCutoffs {
  const measured = measuredCutoffs(distribution, highAovFactor);
  if (rfm.mode === 'quintiles') return measured;
  const { recencyDays, frequency, monetaryMinor } = rfm;
  return {
    ...measured,
    daysSinceLastOrder: recencyDays,
    orders: frequency,
    spentMinor: monetaryMinor,
  };
}

function measuredCutoffs(distribution: ShopDistribution, highAovFactor: number): DayCutoffs {
  const { orders, revenueMinor, daysSinceLastOrder, ordersPerCustomer, spentMinor } = distribution;
  const aovMinor = orders > 0 && revenueMinor > 0 ? revenueMinor / orders : null;
  const highAovFromMinor = aovMinor === null ? null : Math.ceil(aovMinor * highAovFactor);
  const few = distribution.customers < MIN_CUSTOMERS_FOR_QUANTILES;
  if (few || !daysSinceLastOrder || !ordersPerCustomer || !spentMinor) {
    return { ...absoluteCutoffs(distribution, aovMinor), highAovFromMinor };
  }
  return {
    mode: 'quantiles',
    customers: distribution.customers,
    daysSinceLastOrder,
    orders: ordersPerCustomer,
    spentMinor,
    shopAovMinor: aovMinor,
    vipAboveMinor: distribution.vipAboveMinor,
    bigSpenderAboveMinor: distribution.bigSpenderAboveMinor,
    highAovFromMinor,
  };
}

/** The cut-offs of a shop about which nothing is known yet. */
export const UNKNOWN_CUTOFFS: DayCutoffs = cutoffsOf(
  {
    customers: 0,
    orders: 0,
    revenueMinor: 0,
    daysSinceLastOrder: null,
    ordersPerCustomer: null,
    spentMinor: null,
    vipAboveMinor: null,
    bigSpenderAboveMinor: null,
  },
  1,
);
