import { describe, expect, test } from 'vitest';
import { boundedValues } from '#app/domain/clv/gamma-gamma/bounded-values.ts';
import { fitGammaGamma } from '#app/domain/clv/gamma-gamma/fit.ts';
import {
  finiteMean,
  GammaGammaForecast,
  meanRepeatValue,
} from '#app/domain/clv/gamma-gamma/forecast.ts';
import { gammaGammaLikelihood } from '#app/domain/clv/gamma-gamma/log-likelihood.ts';
import type { GammaGammaParameters } from '#app/domain/clv/gamma-gamma/parameters.ts';
import { collectRepeatValues } from '#app/domain/clv/gamma-gamma/repeat-values.ts';
import { createPurchaseLogBuilder, summariseLog } from '#app/domain/clv/purchase-log.ts';
import type { RfmSummary } from '#app/domain/clv/rfm-summary.ts';
import { LIKE_CDNOW, simulatePopulation } from '#app/domain/clv/simulate.ts';
import { createRandom } from '#app/domain/clv/special/random.ts';
import { dayOf, figureAt, readFigures } from '#test/support/clv-figures.ts';
import { sharedFile } from '#test/support/shared-data.ts';

const POPULATION = simulatePopulation({
  ...LIKE_CDNOW,
  customers: 20_000,
  seed: 7,
  timing: 'days',
});

function fitOf(summary: RfmSummary) {
  const fit = fitGammaGamma(summary);
  if (fit.outcome === 'too-little-data') throw new Error(`No fit: ${fit.reason.missing}.`);
  return fit;
}

function expectFit(summary: RfmSummary, truth: GammaGammaParameters, logLikelihood: number): void {
  const fit = fitOf(summary);
  for (const name of ['p', 'q', 'v'] as const) {
    expect(Math.abs(fit.parameters[name] / truth[name] - 1), name).toBeLessThan(1e-11);
  }
  expect(Math.abs(fit.logLikelihood - logLikelihood)).toBeLessThan(1e-9);
}

function summaryOf(customers: readonly (readonly [x: number, m: number])[]): RfmSummary {
  const nothing = new Float64Array(customers.length);
  return {
    frequency: Float64Array.from(customers, ([x]) => x),
    recency: nothing,
    customerAge: nothing,
    monetaryValue: Float64Array.from(customers, ([, m]) => m),
  };
}

function readSummary(file: string, value: string): RfmSummary {
  return summaryOf(readFigures(file).map((row) => [Number(row.x), Number(row[value])] as const));
}

test('a simulated population has the parameters it was made with, within its standard errors', () => {
  const { parameters, standardErrors } = fitOf(POPULATION);
  for (const name of ['p', 'q', 'v'] as const) {
    const errors = (parameters[name] - LIKE_CDNOW.spend[name]) / standardErrors[name];
    expect(Math.abs(errors), name).toBeLessThan(3);
  }
});

test('the derivatives of the likelihood are its differences', () => {
  const values = collectRepeatValues(POPULATION);
  const at = (logs: number[]) => {
    const [p = 0, q = 0, v = 0] = logs.map(Math.exp);
    return gammaGammaLikelihood(values, { p, q, v });
  };
  const logs = [0.9, 1.4, -0.6];
  const { gradient, hessian } = at(logs);
  const width = 1e-4;
  logs.forEach((_, i) => {
    const [up, down] = [1, -1].map((sign) =>
      at(logs.map((each, j) => (i === j ? each + sign * width : each))),
    );
    const slope = ((up?.value ?? 0) - (down?.value ?? 0)) / (2 * width);
    expect(slope / (gradient[i] ?? 0)).toBeCloseTo(1, 5);
    logs.forEach((_, j) => {
      const bend = ((up?.gradient[j] ?? 0) - (down?.gradient[j] ?? 0)) / (2 * width);
      expect(bend / (hessian[i * 3 + j] ?? 0)).toBeCloseTo(1, 6);
    });
  });
});

test('the unit of money changes v and nothing else', () => {
  const cents = fitOf({
    ...POPULATION,
    monetaryValue: POPULATION.monetaryValue.map((m) => m * 100),
  });
  const { parameters } = fitOf(POPULATION);
  expect(cents.parameters.p / parameters.p).toBeCloseTo(1, 11);
  expect(cents.parameters.q / parameters.q).toBeCloseTo(1, 11);
  expect(cents.parameters.v / parameters.v).toBeCloseTo(100, 9);
});

test('a weighted row is as many customers', () => {
  const few: [number, number][] = Array.from({ length: 60 }, (_, i) => [
    1 + (i % 4),
    10 + ((i * 37) % 50),
  ]);
  const repeated = fitOf(summaryOf(few.flatMap((row, i) => Array(1 + (i % 3)).fill(row))));
  const weighted = fitOf({
    ...summaryOf(few),
    weight: Float64Array.from(few, (_, i) => 1 + (i % 3)),
  });
  expect(weighted.parameters.p / repeated.parameters.p).toBeCloseTo(1, 10);
  expect(weighted.parameters.v / repeated.parameters.v).toBeCloseTo(1, 10);
  expect(weighted.logLikelihood).toBeCloseTo(repeated.logLikelihood, 9);
});

describe('too little data', () => {
  test('19 repeat customers with a value', () => {
    const customers = Array.from({ length: 19 }, (_, i) => [2, 10 + i] as const);
    expect(fitGammaGamma(summaryOf([...customers, [0, 0], [3, 0]]))).toEqual({
      outcome: 'too-little-data',
      reason: { missing: 'repeat-customers', have: 19, need: 20 },
    });
  });
});

describe('where a parameter grows without end', () => {
  function fitTo(meanOf: (x: number) => number) {
    const rows = Array.from({ length: 3000 }, (_, i) => 1 + (i % 5));
    return fitOf(summaryOf(rows.map((x) => [x, meanOf(x)] as const)));
  }

  test('one price: everybody is expected to pay it', () => {
    const { parameters, standardErrors, logCovariance } = fitTo(() => 25);
    expect(parameters).toMatchObject({ p: 1000, q: 1000 });
    expect(standardErrors.q).toBe(Number.POSITIVE_INFINITY);
    expect([...logCovariance.subarray(0, 8)].every((each) => each === 0)).toBe(true);
    const forecast = new GammaGammaForecast(
      finiteMean({ parameters, logCovariance }, 25).parameters,
    );
    expect(forecast.meanOrderValue).toBeCloseTo(25, 1);
    expect(forecast.expectedOrderValue(3, 25)).toBeCloseTo(25, 1);
  });

  test('customers who do not differ: a mean says little of its customer', () => {
    const { parameters, standardErrors } = fitTo(alikeCustomers(9));
    expect(parameters.q).toBe(1000);
    expect(parameters.p).toBeGreaterThan(8);
    expect(standardErrors.p).toBeLessThan(1);
    const forecast = new GammaGammaForecast(parameters);
    expect(forecast.meanOrderValue).toBeCloseTo(1, 1);
    expect(forecast.expectedOrderValue(4, 2)).toBeLessThan(1.1);
  });

  test('customers who always spend the same: a mean says all of its customer', () => {
    const random = createRandom(13);
    const { parameters } = fitTo(() => 20 / random.gamma(3));
    expect(parameters.p).toBe(1000);
    expect(parameters.q).toBeCloseTo(3, 0);
    expect(new GammaGammaForecast(parameters).expectedOrderValue(2, 90)).toBeCloseTo(90, 0);
  });
});

/** Means of x values from one and the same distribution, a little more even than chance has them. */
function alikeCustomers(shape: number): (x: number) => number {
  const random = createRandom(5);
  return (x) => random.gamma(shape * x ** 1.2) / (shape * x ** 1.2);
}

describe('a mean that is finite', () => {
  const heavy = { p: 2, q: 0.9, v: 5 };
  const logCovariance = Float64Array.of(0.01, 0, 0, 0, 0.0025, 0, 0, 0, 0.01);

  test('q ≤ 1 is refused as it is', () => {
    expect(() => new GammaGammaForecast(heavy)).toThrow(RangeError);
  });

  test('q ≤ 1, or above it by less than two standard deviations, takes the observed mean', () => {
    for (const q of [0.2, 0.9, 1, 1.09]) {
      const { parameters, isTailBounded } = finiteMean(
        { parameters: { ...heavy, q }, logCovariance },
        40,
      );
      expect(isTailBounded).toBe(true);
      const forecast = new GammaGammaForecast(parameters);
      expect(forecast.meanOrderValue).toBeCloseTo(40, 10);
      expect(forecast.expectedOrderValue(1, 1e9)).toBeLessThan(1e9);
    }
  });

  test('a q well above 1 stands', () => {
    const parameters = { ...heavy, q: 1.2 };
    expect(finiteMean({ parameters, logCovariance }, 40)).toEqual({
      parameters,
      isTailBounded: false,
    });
  });

  test('the observed mean counts every repeat purchase once', () => {
    expect(
      meanRepeatValue(
        summaryOf([
          [1, 10],
          [3, 30],
          [0, 0],
        ]),
      ),
    ).toBe(25);
    expect(meanRepeatValue(summaryOf([[0, 0]]))).toBe(0);
  });
});

describe('values beyond belief', () => {
  const parameters = LIKE_CDNOW.spend;

  test('a mistyped order counts as what one shop in ten sees', () => {
    const customers = Array.from({ length: 1000 }, (_, i) => [1 + (i % 9), 20 + (i % 7)] as const);
    const summary = summaryOf([[1, 4e6], ...customers]);
    const [bounded = 0, ...others] = boundedValues(summary, parameters);
    expect(others).toEqual(customers.map(([, m]) => m));
    const random = createRandom(41);
    let beyond = 0;
    for (let customer = 0; customer < 1e6; customer += 1) {
      const value = random.gamma(parameters.p) / (random.gamma(parameters.q) / parameters.v);
      if (value > bounded) beyond += 1;
    }
    // 1 of 10,010 customers: about 100 of a million.
    expect(beyond).toBeGreaterThan(60);
    expect(beyond).toBeLessThan(140);
  });

  test('the larger x, the less a mean may stray', () => {
    const values = boundedValues(
      summaryOf([
        [1, 1e9],
        [5, 1e9],
        [80, 1e9],
      ]),
      parameters,
    );
    const [one = 0, five = 0, eighty = 0] = values;
    expect(one).toBeGreaterThan(five);
    expect(five).toBeGreaterThan(eighty);
    expect(eighty).toBeGreaterThan(35);
  });

  test('a population of the model keeps nearly all of its values', () => {
    const bounded = boundedValues(POPULATION, parameters);
    const changed = bounded.filter((m, row) => m !== POPULATION.monetaryValue[row]).length;
    expect(changed).toBeLessThanOrEqual(2);
  });
});

describe('expected order value', () => {
  test('Hardie note 025: the first ten CDNOW customers', () => {
    const forecast = new GammaGammaForecast({ p: 6.25, q: 3.74, v: 15.44 });
    const customers = [
      [2, 22.35],
      [1, 11.77],
      [0, 0],
      [0, 0],
      [0, 0],
      [7, 73.74],
      [1, 11.77],
      [0, 0],
      [2, 25.55],
      [0, 0],
    ] as const;
    const published = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17];
    const values = forecast.expectedOrderValues(summaryOf(customers));
    published.forEach((value, row) => {
      expect(Math.abs((values[row] ?? 0) / value - 1)).toBeLessThan(2e-3);
    });
  });
});

const truth = [
  ['data/cdnow_customers_truth.csv', { p: 6.249572271, q: 3.744224667, v: 15.44352096 }, 2357],
  ['data/uci_full_customers_truth.csv', { p: 2.103382242, q: 3.451178837, v: 485.888501 }, 209],
] as const;

describe.each(truth)('%s', (name, parameters, customers) => {
  const file = sharedFile(name);

  test.skipIf(!file)('expected order values at frozen parameters, to 1e-12', () => {
    const rows = readFigures(file ?? '');
    expect(rows.length).toBe(customers);
    const forecast = new GammaGammaForecast(parameters);
    for (const { x, m, gg_mean } of rows) {
      const value = forecast.expectedOrderValue(Number(x), Number(m));
      expect(Math.abs(value / Number(gg_mean) - 1), `x ${x}, m ${m}`).toBeLessThan(1e-12);
    }
  });
});

const cdnow = sharedFile('data/cdnow_sample.csv');
const rounded = sharedFile('data/cdnow_summary_with_monetary.csv');
const uci = sharedFile('data/uci_full_summary.csv');

const CDNOW_OPTIMUM = { p: 6.24957227132375, q: 3.74422466713202, v: 15.4435209625892 };

function readCdnowDollars(file: string): RfmSummary {
  const builder = createPurchaseLogBuilder();
  for (const order of readFigures(file)) {
    const minor = Math.round(figureAt(order, 'amount') * 100);
    builder.add(figureAt(order, 'sample_id') - 1, dayOf(order.date ?? ''), minor);
  }
  const summary = summariseLog(builder.build(2357), { end: dayOf('1997-09-30') });
  return { ...summary, monetaryValue: summary.monetaryValue.map((m) => m / 100) };
}

test.skipIf(!cdnow)('Fader & Hardie 2013 from the orders of CDNOW: p 6.25, q 3.74, γ 15.44', () => {
  const summary = readCdnowDollars(cdnow ?? '');
  const { parameters, standardErrors, logLikelihood } = fitOf(summary);
  expect(parameters.p).toBeCloseTo(6.25, 2);
  expect(parameters.q).toBeCloseTo(3.74, 2);
  expect(parameters.v).toBeCloseTo(15.44, 2);
  expect(logLikelihood).toBeCloseTo(-4055.918, 3);
  expect(standardErrors.p).toBeCloseTo(1.1901, 3);
  expect(standardErrors.q).toBeCloseTo(0.29013, 4);
  expect(standardErrors.v).toBeCloseTo(4.1594, 3);
  expectFit(summary, CDNOW_OPTIMUM, -4055.917694801874);
});

test.skipIf(!rounded)('the optimum of the rounded CDNOW summary', () => {
  const optimum = { p: 6.2488024897091, q: 3.74458845328747, v: 15.4477480094637 };
  expectFit(readSummary(rounded ?? '', 'zbar'), optimum, -4055.923243502864);
});

test.skipIf(!uci)('the optimum of UCI Online Retail, 2,790 repeat customers', () => {
  const optimum = { p: 2.10338224162794, q: 3.45117883713505, v: 485.88850103809 };
  const summary = readSummary(uci ?? '', 'm');
  expect(collectRepeatValues(summary).total.length).toBe(2790);
  expectFit(summary, optimum, -19083.33064980653);
});

test.each([
  [0, 0, 35.2189781],
  [2, 22.35, 24.6637139],
  [1, 11.77, 18.9168521],
  [7, 73.74, 71.4696709],
])(
  'BTYD: E[M] of a customer with x = %d and m = %d at the published estimates',
  (x, m, published) => {
    const forecast = new GammaGammaForecast({ p: 6.25, q: 3.74, v: 15.44 });
    expect(Math.abs(forecast.expectedOrderValue(x, m) / published - 1)).toBeLessThan(5e-9);
  },
);
