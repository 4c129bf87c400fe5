import type { ModelFit } from '../fit/model-fit.ts';
import type { RfmSummary } from '../rfm-summary.ts';
import type { GammaGammaParameters } from './parameters.ts';

/** What the model says of the value of orders. Every number is finite and above 0. */
export class GammaGammaForecast {
  readonly parameters: GammaGammaParameters;

  /** @throws RangeError where q ≤ 1, for then no mean exists; `finiteMean` gives one. */
  constructor(parameters: GammaGammaParameters) {
    if (!(parameters.q > 1)) throw new RangeError(`q ${parameters.q} is not above 1.`);
    this.parameters = parameters;
  }

  /** The mean value over all customers, each counted once: what is expected of a new one. */
  get meanOrderValue(): number {
    const { p, q, v } = this.parameters;
    return (p * v) / (q - 1);
  }

  /**
   * E[M]: the mean value of the orders to come of a customer whose x repeat purchases had the mean m.
   * It lies between m and the mean over all, the nearer to m the larger x. (Fader & Hardie 2013, eq. 5)
   * @param m in the unit of v; repeat purchases without a value say nothing
   */
  expectedOrderValue(x: number, m: number): number {
    const { p, q, v } = this.parameters;
    const total = x * m;
    return total > 0 ? (p * (v + total)) / (p * x + q - 1) : this.meanOrderValue;
  }

  /** `expectedOrderValue` of each row. */
  expectedOrderValues({
    frequency,
    monetaryValue,
  }: Pick<RfmSummary, 'frequency' | 'monetaryValue'>): Float64Array {
    return frequency.map((x, row) => this.expectedOrderValue(x, monetaryValue[row] ?? 0));
  }
}

/** Where q is not surely above 1, the tail is taken to be no heavier than that of this q. */
const LEAST_TAIL = 1.5;
/** As many standard deviations ln q lies above 0 where a finite mean is taken as shown. */
const SURELY = 2;
/** The variance of ln q in a covariance of ln p, ln q and ln v. */
const OF_Q = 4;

/**
 * Parameters whose mean is finite: those of the fit, or, where ln q is not above 0 by two standard
 * deviations, those with a lighter tail and the mean that was observed. The fitted mean p·v/(q − 1)
 * has a pole at q = 1, so that near it a last digit of q decides on the value of all customers.
 * @param observedMean mean value of a repeat purchase day over all of them, above 0
 */
export function finiteMean(
  { parameters, logCovariance }: Pick<Fitted, 'parameters' | 'logCovariance'>,
  observedMean: number,
): { parameters: GammaGammaParameters; isTailBounded: boolean } {
  const deviation = Math.sqrt(logCovariance[OF_Q] ?? 0);
  if (Math.log(parameters.q) > SURELY * deviation) return { parameters, isTailBounded: false };
  const { p } = parameters;
  const q = Math.max(parameters.q, LEAST_TAIL);
  return { parameters: { p, q, v: (observedMean * (q - 1)) / p }, isTailBounded: true };
}

type Fitted = Extract<ModelFit<GammaGammaParameters>, { outcome: 'converged' | 'nbd-limit' }>;

/** The mean value of a repeat purchase day over all of them; 0 where there is none. */
export function meanRepeatValue({ frequency, monetaryValue, weight }: RfmSummary): number {
  let [value, purchases] = [0, 0];
  for (let row = 0; row < frequency.length; row += 1) {
    const m = monetaryValue[row] ?? 0;
    if (!(m > 0)) continue;
    const repeats = (frequency[row] ?? 0) * (weight ? (weight[row] ?? 0) : 1);
    value += repeats * m;
    purchases += repeats;
  }
  return purchases > 0 ? value / purchases : 0;
}
