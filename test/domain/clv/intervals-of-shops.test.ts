import { describe, expect, test } from 'vitest';
import { fitBetaGeometric } from '#app/domain/clv/beta-geometric/fit.ts';
import { BetaGeometricForecast } from '#app/domain/clv/beta-geometric/forecast.ts';
import { plainPlan } from '#app/domain/clv/discounting.ts';
import { collectHistories } from '#app/domain/clv/fit/purchase-histories.ts';
import { fitGammaGamma } from '#app/domain/clv/gamma-gamma/fit.ts';
import {
  randomisedPit,
  shareInside,
  shareOfValuesInside,
} from '#app/domain/clv/intervals/coverage.ts';
import { varianceOfPurchases } from '#app/domain/clv/intervals/individual-variance.ts';
import { parameterPoints } from '#app/domain/clv/intervals/parameter-points.ts';
import { predictPurchases } from '#app/domain/clv/intervals/predictive-purchases.ts';
import { totalInterval, varianceOf } from '#app/domain/clv/intervals/total.ts';
import { valueIntervals } from '#app/domain/clv/intervals/value-interval.ts';
import {
  createPurchaseLogBuilder,
  type PurchaseLog,
  summariseLog,
} from '#app/domain/clv/purchase-log.ts';
import { createRandom, type Random } from '#app/domain/clv/special/random.ts';
import { cdnowLog, dayOf, uciLog } from '#test/support/clv-figures.ts';
import { sharedFile } from '#test/support/shared-data.ts';

/** What a fit to all until `end` says of the days after it, and what came. */
function splitAt(log: PurchaseLog, end: number, horizonDays: number) {
  const summary = summariseLog(log, { end });
  const fit = fitBetaGeometric('bg-nbd', collectHistories(summary));
  const spend = fitGammaGamma(summary);
  if (fit.outcome === 'too-little-data' || spend.outcome === 'too-little-data') {
    throw new Error('No fit.');
  }
  const forecasts = parameterPoints(fit.parameters, fit.logCovariance).map(
    (parameters) => new BetaGeometricForecast('bg-nbd', parameters),
  );
  const totalOf = (forecast: BetaGeometricForecast) =>
    sum(forecast.expectedPurchases(summary, [plainPlan(horizonDays)])[0] ?? new Float64Array());
  const predictive = predictPurchases(forecasts, summary, horizonDays);
  const actual = actualsOf(log, summary.customers, end, horizonDays);
  const random = createRandom(3);
  return {
    shareInside: shareInside(randomisedPit(predictive, actual.purchases, random.uniform)),
    shareOfValuesInside: shareOfValuesInside(
      predictive,
      valueIntervals(predictive, summary, spend.parameters),
      actual.values,
      random.uniform,
    ),
    expected: totalOf(new BetaGeometricForecast('bg-nbd', fit.parameters)),
    individualVariance: varianceOfPurchases(predictive),
    parameterVariance: varianceOf(forecasts.map(totalOf)),
    historyDays: Math.max(...summary.customerAge),
    horizonDays,
    past: [],
    actual: sum(actual.purchases),
  };
}

function actualsOf(log: PurchaseLog, customers: Uint32Array, end: number, horizonDays: number) {
  const purchases = new Float64Array(customers.length);
  const values = new Float64Array(customers.length);
  customers.forEach((customer, row) => {
    for (let at = log.starts[customer] ?? 0; at < (log.starts[customer + 1] ?? 0); at += 1) {
      const day = log.days[at] ?? 0;
      if (day <= end || day > end + horizonDays) continue;
      purchases[row] = (purchases[row] ?? 0) + 1;
      values[row] = (values[row] ?? 0) + (log.amounts[at] ?? 0);
    }
  });
  return { purchases, values };
}

function sum(column: Float64Array): number {
  return column.reduce((total, each) => total + each, 0);
}

function expectEightyPercentInside(split: ReturnType<typeof splitAt>): void {
  for (const share of [split.shareInside, split.shareOfValuesInside]) {
    expect(share).toBeGreaterThan(0.75);
    expect(share).toBeLessThan(0.85);
  }
}

/** A BG/NBD and Gamma-Gamma shop: first purchases within 200 days, watched for 480. */
function simulateShop(customers: number, random: Random): PurchaseLog {
  const builder = createPurchaseLogBuilder();
  for (let customer = 0; customer < customers; customer += 1) {
    const first = Math.floor(random.uniform() * 200);
    const rate = random.gamma(0.6) / 60;
    const dropout = random.beta(0.8, 2.4);
    const spendRate = random.gamma(3.5) / 2000;
    for (let day = first; day < 480; day += random.exponential() / rate) {
      builder.add(customer, Math.floor(day), Math.ceil(random.gamma(4) / spendRate));
      if (day > first && random.uniform() < dropout) break;
    }
  }
  return builder.build(customers);
}

test('C3: small shops, each with a fit of its own to 120 customers', () => {
  const random = createRandom(5);
  const splits = Array.from({ length: 40 }, () => splitAt(simulateShop(120, random), 300, 180));
  for (const share of ['shareInside', 'shareOfValuesInside'] as const) {
    const mean = splits.reduce((total, split) => total + split[share], 0) / splits.length;
    expect(mean, share).toBeGreaterThan(0.77);
    expect(mean, share).toBeLessThan(0.83);
  }
});

const cdnow = sharedFile('data/cdnow_sample.csv');

describe.skipIf(!cdnow)('C3: CDNOW, weeks 40 to 78', () => {
  const split = cdnow ? splitAt(cdnowLog(cdnow), dayOf('1997-09-30'), 273) : null;
  if (!split) return;

  test('75 to 85 % of the customers lie inside', () => expectEightyPercentInside(split));

  test('the total is expected at 1,653, and the interval holds the 1,882 that came', () => {
    expect(split.actual).toBe(1882);
    expect(split.expected).toBeCloseTo(1653.4, 0);
    const { lower, upper } = totalInterval(split);
    expect(lower).toBeGreaterThan(1100);
    expect(lower).toBeLessThan(1653);
    expect(upper).toBeGreaterThan(1882);
    expect(upper).toBeLessThan(2500);
  });

  test('chance and parameters alone would not hold it', () => {
    const reach = 1.2816 * Math.sqrt(split.individualVariance + split.parameterVariance);
    expect(split.expected + reach).toBeLessThan(1882);
  });
});

const uci = sharedFile('data/uci_online_retail.csv.gz');

describe.skipIf(!uci)('C3: UCI Online Retail, where the fit is an NBD limit', () => {
  const log = uci ? uciLog(uci) : null;
  if (!log) return;

  test.each([
    ['2011-05-31', 92],
    ['2011-06-11', 181],
    ['2011-08-31', 100],
  ])('from %s, %i days', (end, horizonDays) => {
    const split = splitAt(log, dayOf(end), horizonDays);
    expectEightyPercentInside(split);
    const { lower, upper } = totalInterval(split);
    expect(split.actual).toBeGreaterThan(lower);
    expect(split.actual).toBeLessThan(upper);
  });
});
