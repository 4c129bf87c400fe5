/**
 * The textbook's customer lifetime value: average order value × purchase frequency in a period ×
 * expected lifetime in periods. Money in minor units; averages are floats, sums exact integers.
 */

/** Days of a year as the classic formula counts them. */
export const DAYS_PER_YEAR = 365;

export interface ClassicClvSettings {
  periodDays: number;
  lifetimeYears: number;
}

export interface ClassicClv {
  aovMinor: number;
  /** Orders in one period. */
  purchaseFrequency: number;
  classicClvMinor: number;
  clv12MonthsMinor: number;
  clv24MonthsMinor: number;
}

/** AOV × frequency × lifetime: 100 × 3 a year × 12 years = 3,600. */
export function multiplyClv(aov: number, frequency: number, lifetimePeriods: number): number {
  return aov * frequency * lifetimePeriods;
}

function valueOverHorizons(
  aovMinor: number,
  purchaseFrequency: number,
  settings: ClassicClvSettings,
): ClassicClv {
  const periodsPerYear = DAYS_PER_YEAR / settings.periodDays;
  const over = (years: number) => multiplyClv(aovMinor, purchaseFrequency, years * periodsPerYear);
  return {
    aovMinor,
    purchaseFrequency,
    classicClvMinor: over(settings.lifetimeYears),
    clv12MonthsMinor: over(1),
    clv24MonthsMinor: over(2),
  };
}

/**
 * One customer's classic CLV. `ageDays` is the time since the first order: a customer younger than
 * a period counts as one period, so one order a week ago is one a year.
 *
 * @returns null without a counted order
 */
export function classicClvOfCustomer(
  customer: { orders: number; revenueMinor: number; ageDays: number },
  settings: ClassicClvSettings,
): ClassicClv | null {
  if (customer.orders === 0) return null;
  const periods = Math.max(1, customer.ageDays / settings.periodDays);
  return valueOverHorizons(
    customer.revenueMinor / customer.orders,
    customer.orders / periods,
    settings,
  );
}

/**
 * The classic CLV of a shop, segment or cohort from the orders of one window and the customers who
 * placed them. A window shorter than a period counts as one period.
 *
 * @returns null without a counted order in the window
 */
export function classicClvOfGroup(
  group: { orders: number; revenueMinor: number; customers: number; windowDays: number },
  settings: ClassicClvSettings,
): ClassicClv | null {
  if (group.orders === 0 || group.customers === 0) return null;
  const periods = Math.max(1, group.windowDays / settings.periodDays);
  return valueOverHorizons(
    group.revenueMinor / group.orders,
    group.orders / group.customers / periods,
    settings,
  );
}
