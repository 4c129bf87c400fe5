import { describe, expect, test } from 'vitest';
import { costRatios, type ShopSums, shopRates } from '#app/domain/analytics/shop-rates.ts';

const sums: ShopSums = {
  orders: 50,
  revenueMinor: 250_000,
  costedMinor: 200_000,
  customers: 32,
  customersOrders: 48,
  repeatCustomers: 8,
  customersBefore: 20,
  retainedCustomers: 5,
};

describe('rates of a period', () => {
  test('each divides what its definition says', () => {
    expect(shopRates(sums)).toEqual({
      aovMinor: 5_000,
      purchaseFrequency: 1.5,
      repeatPurchaseRate: 0.25,
      retentionRate: 0.25,
      churnRate: 0.75,
      costCoverage: 0.8,
    });
  });

  test('without anything to divide by there is no rate', () => {
    const none = Object.fromEntries(Object.keys(sums).map((name) => [name, 0]));
    const rates = shopRates({ ...sums, ...none });
    expect(Object.values(rates)).toEqual(Array(6).fill(null));
  });
});

describe('lifetime value to acquisition cost', () => {
  const figures = { costMinor: 6_000, newCustomers: 4, classicClvMinor: 4_500 };

  test('what a customer is worth over what one cost to win, of revenue and of profit', () => {
    expect(costRatios({ ...figures, marginClvMinor: 1_800 })).toEqual({
      costPerCustomerMinor: 1_500,
      clvToCost: 3,
      marginClvToCost: 1.2,
    });
  });

  test('no cost, nobody won or no value give no ratio, never an infinite one', () => {
    const margin = { marginClvMinor: null };
    expect(costRatios({ ...figures, ...margin }).marginClvToCost).toBeNull();
    expect(costRatios({ ...figures, ...margin, costMinor: 0 }).clvToCost).toBeNull();
    expect(costRatios({ ...figures, ...margin, newCustomers: 0 }).clvToCost).toBeNull();
    expect(costRatios({ ...figures, ...margin, classicClvMinor: null }).clvToCost).toBeNull();
  });
});
