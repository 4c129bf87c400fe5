import { fitBetaGeometric } from '#app/domain/clv/beta-geometric/fit.ts';
import { BetaGeometricForecast } from '#app/domain/clv/beta-geometric/forecast.ts';
import { monthlyPlan, plainPlan } from '#app/domain/clv/discounting.ts';
import type { ModelFit } from '#app/domain/clv/fit/model-fit.ts';
import { collectHistories } from '#app/domain/clv/fit/purchase-histories.ts';
import { fitGammaGamma } from '#app/domain/clv/gamma-gamma/fit.ts';
import { GammaGammaForecast } from '#app/domain/clv/gamma-gamma/forecast.ts';
import { createParetoNbdForecast } from '#app/domain/clv/pareto-nbd/column-forecast.ts';
import { fitParetoNbd } from '#app/domain/clv/pareto-nbd/fit.ts';
import type { PurchaseForecast } from '#app/domain/clv/purchase-model.ts';
import type { RfmSummary } from '#app/domain/clv/rfm-summary.ts';

export const STEPS = [
  'BG/NBD fit',
  'Pareto/NBD fit',
  'Gamma-Gamma fit',
  'BG/NBD scoring',
  'Pareto/NBD scoring',
] as const;

export type Step = (typeof STEPS)[number];

export const BARE_PASS = 'bare pass';

const PLANS = [
  plainPlan(90),
  plainPlan(180),
  plainPlan(365),
  monthlyPlan({ horizonDays: 365, monthlyDiscountRate: 0.01 }),
];

export interface Timing {
  milliseconds: number;
  /** Of the processor, which other programs on a busy machine do not lengthen as much. */
  processorMilliseconds: number;
}

/** Every step over one summary, each fit from the bare columns. */
export function timeSteps(summary: RfmSummary): Record<Step | typeof BARE_PASS, Timing> {
  const bg = time(() => parametersOf(fitBetaGeometric('bg-nbd', collectHistories(summary))));
  const pareto = time(() => parametersOf(fitParetoNbd(collectHistories(summary))));
  const spend = time(() => parametersOf(fitGammaGamma(summary)));
  const value = new GammaGammaForecast(spend.result);
  const byBg = new BetaGeometricForecast('bg-nbd', bg.result);
  const byPareto = createParetoNbdForecast(pareto.result);
  return {
    'BG/NBD fit': bg.timing,
    'Pareto/NBD fit': pareto.timing,
    'Gamma-Gamma fit': spend.timing,
    'BG/NBD scoring': time(() => score(summary, byBg, value)).timing,
    'Pareto/NBD scoring': time(() => score(summary, byPareto, value)).timing,
    [BARE_PASS]: time(() => sumColumns(summary)).timing,
  };
}

function time<Result>(work: () => Result): { result: Result; timing: Timing } {
  const processor = process.cpuUsage();
  const startedAt = performance.now();
  const result = work();
  const milliseconds = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(processor);
  return { result, timing: { milliseconds, processorMilliseconds: (user + system) / 1000 } };
}

function parametersOf<Parameters>(fit: ModelFit<Parameters>): Parameters {
  if (fit.outcome === 'too-little-data') throw new Error(`No fit: ${fit.reason.missing}.`);
  return fit.parameters;
}

/** P(alive), purchases in 90, 180 and 365 days, the value of an order, CLV of twelve months. */
function score(summary: RfmSummary, forecast: PurchaseForecast, value: GammaGammaForecast) {
  const alive = forecast.probabilityAlive(summary);
  const [, , , discounted = new Float64Array()] = forecast.expectedPurchases(summary, PLANS);
  const values = value.expectedOrderValues(summary);
  const clv = discounted.map((purchases, row) => purchases * (values[row] ?? 0));
  const worth = clv.reduce((sum, each) => sum + each, 0);
  if (!Number.isFinite(worth) || alive.length !== clv.length) throw new Error('CLV is no number.');
}

/** What every step does at least: each value of each column is read once. */
function sumColumns({ frequency, recency, customerAge, monetaryValue }: RfmSummary): void {
  let sum = 0;
  for (let row = 0; row < frequency.length; row += 1) {
    sum += (frequency[row] ?? 0) + (recency[row] ?? 0);
    sum += (customerAge[row] ?? 0) + (monetaryValue[row] ?? 0);
  }
  if (!(sum > 0)) throw new Error('The columns are empty.');
}
