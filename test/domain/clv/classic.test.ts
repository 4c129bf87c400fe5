import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { classicClvOfCustomer, classicClvOfGroup, multiplyClv } from '#app/domain/clv/classic.ts';
import { sharedFile } from '#test/support/shared-data.ts';

const yearly = { periodDays: 365, lifetimeYears: 3 };

test('C0: 100 × 3 a year × 12 years = 3,600', () => {
  expect(multiplyClv(100, 3, 12)).toBe(3600);
  const clv = classicClvOfCustomer(
    { orders: 6, revenueMinor: 600, ageDays: 730 },
    { periodDays: 365, lifetimeYears: 12 },
  );
  expect(clv).toEqual({
    aovMinor: 100,
    purchaseFrequency: 3,
    classicClvMinor: 3600,
    clv12MonthsMinor: 300,
    clv24MonthsMinor: 600,
  });
});

test('C0: one order a week ago is one a year, not 52', () => {
  const clv = classicClvOfCustomer({ orders: 1, revenueMinor: 4000, ageDays: 7 }, yearly);
  expect(clv?.purchaseFrequency).toBe(1);
  expect(clv?.clv12MonthsMinor).toBe(4000);
  expect(clv?.classicClvMinor).toBe(12000);
});

test('C0: the period changes the frequency, not the value of twelve months', () => {
  const customer = { orders: 8, revenueMinor: 8000, ageDays: 730 };
  const monthly = classicClvOfCustomer(customer, { periodDays: 73, lifetimeYears: 3 });
  expect(monthly?.purchaseFrequency).toBeCloseTo(0.8, 12);
  expect(monthly?.clv12MonthsMinor).toBeCloseTo(4000, 9);
  expect(classicClvOfCustomer(customer, yearly)?.clv12MonthsMinor).toBeCloseTo(4000, 9);
});

test('without an order there is no classic CLV', () => {
  expect(classicClvOfCustomer({ orders: 0, revenueMinor: 0, ageDays: 0 }, yearly)).toBeNull();
  const nobody = { orders: 0, revenueMinor: 0, customers: 0, windowDays: 365 };
  expect(classicClvOfGroup(nobody, yearly)).toBeNull();
});

const truthFile = sharedFile('data/simple_clv_truth.json');
const figures = z.object({
  customers: z.number(),
  orders: z.number(),
  revenue: z.number(),
  aov: z.number(),
  purchase_frequency: z.number(),
  repeat_rate: z.number(),
  formula_clv: z.number(),
});

test.skipIf(!truthFile).each(['uci', 'cdnow_sample'])(
  'the formula over the whole window gives the published figures of %s',
  (name) => {
    const truth = figures.parse(JSON.parse(readFileSync(truthFile ?? '', 'utf8'))[name]);
    // Lifetime in periods of the window: one over the share who never came back.
    const lifetime = 1 / (1 - truth.repeat_rate);
    const window = 373;
    const clv = classicClvOfGroup(
      {
        orders: truth.orders,
        revenueMinor: truth.revenue,
        customers: truth.customers,
        windowDays: window,
      },
      { periodDays: window, lifetimeYears: (lifetime * window) / 365 },
    );
    expect(clv?.aovMinor).toBeCloseTo(truth.aov, 8);
    expect(clv?.purchaseFrequency).toBeCloseTo(truth.purchase_frequency, 12);
    expect(clv?.classicClvMinor).toBeCloseTo(truth.formula_clv, 7);
  },
);
