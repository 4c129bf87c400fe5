import { describe, expect, test } from 'vitest';
import { type Accuracy, measureAccuracy } from '#app/domain/clv/accuracy/measures.ts';
import { purchasesBetween } from '#app/domain/clv/accuracy/time-split.ts';
import { plainPlan } from '#app/domain/clv/discounting.ts';
import { collectHistories } from '#app/domain/clv/fit/purchase-histories.ts';
import { fitStore } from '#app/domain/clv/fit-store.ts';
import {
  createPurchaseLogBuilder,
  type PurchaseLog,
  summariseLog,
} from '#app/domain/clv/purchase-log.ts';
import type { PurchaseModelName } from '#app/domain/clv/purchase-model.ts';
import { createForecast, fitPurchaseModel } from '#app/domain/clv/purchase-models.ts';
import { scoreStore } from '#app/domain/clv/score-store.ts';
import { seasonOf } from '#app/domain/clv/season.ts';
import { DEFAULT_FIT_OPTIONS } from '#app/domain/clv/store-fit.ts';
import { type ShopHabits, simulateShop } from '#test/support/simulate-shop.ts';

const SHOP: ShopHabits = {
  customers: 1200,
  seed: 1,
  days: 730,
  rate: { r: 0.6, alpha: 50 },
  dropout: { a: 0.8, b: 2.5 },
};
/** A wave of a year with its top in early December. */
const winter = (height: number) => (day: number) =>
  Math.exp(height * Math.cos((2 * Math.PI * (day - 340)) / 365));
const HORIZON = 120;

function until(log: PurchaseLog, end: number): PurchaseLog {
  const builder = createPurchaseLogBuilder();
  for (let customer = 0; customer + 1 < log.starts.length; customer += 1) {
    const to = log.starts[customer + 1] ?? 0;
    for (let at = log.starts[customer] ?? 0; at < to; at += 1) {
      const day = log.days[at] ?? 0;
      if (day <= end) builder.add(customer, day, log.amounts[at] ?? 0);
    }
  }
  return builder.build(log.starts.length - 1);
}

/** All but the last 120 days of a shop, and what came of its customers on these. */
function splitShop(habits: ShopHabits) {
  const log = simulateShop(habits);
  const observationEnd = habits.days - 1 - HORIZON;
  const known = until(log, observationEnd);
  const summary = summariseLog(known, { end: observationEnd });
  const after = { after: observationEnd, until: habits.days - 1 };
  return {
    observationEnd,
    known,
    summary,
    came: purchasesBetween(log, summary.customers, after).purchases,
  };
}

function foretellWithBest({ observationEnd, known, came }: ReturnType<typeof splitShop>) {
  const fit = fitStore(known, { ...DEFAULT_FIT_OPTIONS, observationEnd, horizonDays: HORIZON });
  if (fit.outcome === 'too-little-data') throw new Error(JSON.stringify(fit.reason));
  return { fit, accuracy: measureAccuracy(scoreStore(fit, known).expectedPurchases, came) };
}

function foretellWith(model: PurchaseModelName, { summary, came }: ReturnType<typeof splitShop>) {
  const fit = fitPurchaseModel(model, collectHistories(summary), summary);
  if (fit.outcome === 'too-little-data') throw new Error(JSON.stringify(fit.reason));
  const forecast = createForecast(model, fit.parameters);
  const [expected = came] = forecast.expectedPurchases(summary, [plainPlan(HORIZON)]);
  return measureAccuracy(expected, came);
}

/** How far off, how far off where it matters, and how much of the order of customers is missed. */
function errorsOf({ meanAbsoluteError, rootMeanSquareError, spearman, gini }: Accuracy): number[] {
  return [meanAbsoluteError, rootMeanSquareError, 1 - (spearman ?? 0), 1 - (gini ?? 0)];
}

const SHOPS: Record<string, Partial<ShopHabits>> = {
  'as BG/NBD has it': {},
  'most leave soon': { rate: { r: 0.8, alpha: 30 }, dropout: { a: 2, b: 2 } },
  'nobody leaves': { rate: { r: 0.8, alpha: 80 }, dropout: { a: 0, b: 1 } },
  'regular customers': { regularity: 3 },
  'a growing shop': { arrivalsOn: (day) => Math.exp(day / 300) },
  'demand that dwindles': { levelOn: (day) => Math.exp(-day / 600) },
};

describe('what is used is no worse than the best single model of the literature', () => {
  test.each(Object.entries(SHOPS))('%s', (_, habits) => {
    const shop = splitShop({ ...SHOP, ...habits });
    const best = foretellWithBest(shop).accuracy;
    const single = (['bg-nbd', 'mbg-nbd', 'pareto-nbd'] as const).map((model) =>
      foretellWith(model, shop),
    );
    const [reference] = single;
    const lossOf = (accuracy: typeof best) =>
      errorsOf(accuracy).reduce(
        (sum, error, at) => sum + error / (reference ? (errorsOf(reference)[at] ?? 1) : 1) / 4,
        0,
      );
    expect(lossOf(best)).toBeLessThan(1.015 * Math.min(...single.map(lossOf)));
  });
});

test('a season that earlier years have shown halves what the total misses', () => {
  const shop = splitShop({ ...SHOP, levelOn: winter(0.5) });
  const { fit, accuracy } = foretellWithBest(shop);
  const plain = foretellWith('mbg-nbd', shop);
  expect(fit.season).toBeGreaterThan(1.2);
  expect(fit.accuracy?.seasonGain).toBeGreaterThan(0.05);
  expect(Math.abs(accuracy.bias ?? 1)).toBeLessThan(0.6 * Math.abs(plain.bias ?? 0));
  expect(accuracy.rootMeanSquareError).toBeLessThan(plain.rootMeanSquareError);
  expect(fit.total.purchases.lower).toBeLessThan(accuracy.actual);
  expect(fit.total.purchases.upper).toBeGreaterThan(accuracy.actual);
});

test('one model that is asked for is not corrected', () => {
  const { known, observationEnd } = splitShop({ ...SHOP, levelOn: winter(0.5) });
  const options = { ...DEFAULT_FIT_OPTIONS, observationEnd, horizonDays: HORIZON };
  const fit = fitStore(known, { ...options, model: 'mbg-nbd' });
  if (fit.outcome === 'too-little-data') throw new Error(JSON.stringify(fit.reason));
  expect(fit.season).toBeUndefined();
  expect(fit.tilt).toBeUndefined();
  expect(fit.accuracy?.seasonGain).toBeUndefined();
});

test('no season where earlier years had none, and none that nobody has seen', () => {
  const { season = 1 } = foretellWithBest(splitShop(SHOP)).fit;
  expect(Math.abs(Math.log(season))).toBeLessThan(0.05);
  const log = simulateShop({ ...SHOP, levelOn: winter(0.5), days: 300 });
  const forecast = { expectedPurchasesOfNewCustomer: (age: number) => age / 100 };
  const days = { end: 299, firstDay: 0, horizonDays: 60, timeUnitDays: 1 };
  expect(seasonOf(log, forecast, days)).toBeNull();
});

test('a season knows nothing of what came after the last day', () => {
  const log = simulateShop({ ...SHOP, levelOn: winter(0.5) });
  const forecast = { expectedPurchasesOfNewCustomer: (age: number) => age / 100 };
  const days = { end: 450, firstDay: 0, horizonDays: 120, timeUnitDays: 1 };
  const season = seasonOf(log, forecast, days);
  expect(season).not.toBeNull();
  expect(seasonOf(until(log, 450), forecast, days)).toBe(season);
});
