/** Sums of a period that the rates are made from; money in minor units. */
export interface ShopSums {
  orders: number;
  revenueMinor: number;
  /** Of the revenue, that whose unit costs are known. */
  costedMinor: number;
  /** Who ordered in the period, and their orders in it. */
  customers: number;
  customersOrders: number;
  /** Of them, who had two or more orders by its end. */
  repeatCustomers: number;
  /** Who ordered in the period before, and of them those who did again in this one. */
  customersBefore: number;
  retainedCustomers: number;
}

/** Each null where it would divide by nothing. */
export interface ShopRates {
  aovMinor: number | null;
  purchaseFrequency: number | null;
  repeatPurchaseRate: number | null;
  retentionRate: number | null;
  churnRate: number | null;
  /** Share of the revenue whose unit costs are known. */
  costCoverage: number | null;
}

/** The rates of a period (C13), as their definitions on the page say. */
export function shopRates(sums: ShopSums): ShopRates {
  const retentionRate = ratio(sums.retainedCustomers, sums.customersBefore);
  return {
    aovMinor: ratio(sums.revenueMinor, sums.orders),
    purchaseFrequency: ratio(sums.customersOrders, sums.customers),
    repeatPurchaseRate: ratio(sums.repeatCustomers, sums.customers),
    retentionRate,
    churnRate: retentionRate === null ? null : 1 - retentionRate,
    costCoverage: ratio(sums.costedMinor, sums.revenueMinor),
  };
}

/** What a customer cost to win, and how many times he is worth that. */
export interface CostRatios {
  costPerCustomerMinor: number | null;
  clvToCost: number | null;
  /** The same of the gross profit. */
  marginClvToCost: number | null;
}

/**
 * CLV to acquisition cost. Null without a cost, without a customer won on its days, or without a
 * lifetime value.
 */
export function costRatios(figures: {
  costMinor: number;
  newCustomers: number;
  classicClvMinor: number | null;
  marginClvMinor: number | null;
}): CostRatios {
  const costPerCustomerMinor =
    figures.costMinor > 0 ? ratio(figures.costMinor, figures.newCustomers) : null;
  const toCost = (clvMinor: number | null) =>
    clvMinor === null || costPerCustomerMinor === null ? null : clvMinor / costPerCustomerMinor;
  return {
    costPerCustomerMinor,
    clvToCost: toCost(figures.classicClvMinor),
    marginClvToCost: toCost(figures.marginClvMinor),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
