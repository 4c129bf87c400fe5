import { distinctStates } from '../distinct-states.ts';
import type { HistoryColumns, HorizonPlan, PurchaseForecast } from '../purchase-model.ts';
import { ExpectedCount } from './expected-count.ts';
import { BetaGeometricForecast } from './forecast.ts';
import {
  type BetaGeometricName,
  type BetaGeometricParameters,
  dropoutChances,
  plainForm,
  type RegularName,
} from './parameters.ts';
import { purchaseCounts } from './purchase-counts.ts';

/** What (M)BG/CNBD-k says of customers; with k = 1 it is what (M)BG/NBD says. */
export function regularForecast(
  name: RegularName,
  k: number,
  parameters: BetaGeometricParameters,
): PurchaseForecast {
  const plain = plainForm(name);
  return k === 1
    ? new BetaGeometricForecast(plain, parameters)
    : new RegularForecast(plain, k, parameters);
}

/**
 * Exact, where Reutterer, Platzer & Schröder (2020) approximate: of a customer who is alive at T with
 * x purchases, R = r + kx, the number j of phases since his last purchase has a weight of
 * (R)_j/j! u^j, u = (T−t_x)/(α+T), j < k; given it his rate is Gamma(R+j, rate α+T), and what is to
 * come depends on it and on the dropout probability alone.
 */
class RegularForecast implements PurchaseForecast {
  readonly #name: BetaGeometricName;
  readonly #k: number;
  readonly #parameters: BetaGeometricParameters;

  constructor(name: BetaGeometricName, k: number, parameters: BetaGeometricParameters) {
    this.#name = name;
    this.#k = k;
    this.#parameters = parameters;
  }

  probabilityAlive(customers: HistoryColumns): Float64Array {
    const alive = new Float64Array(customers.frequency.length);
    for (const inPhase of this.#aliveByPhase(customers)) {
      for (let row = 0; row < alive.length; row += 1) {
        alive[row] = (alive[row] ?? 0) + (inPhase[row] ?? 0);
      }
    }
    return alive.map((each) => Math.min(1, each));
  }

  expectedPurchases(customers: HistoryColumns, plans: readonly HorizonPlan[]): Float64Array[] {
    const alive = this.#aliveByPhase(customers);
    const { frequency, customerAge, ofRow } = distinctStates(customers);
    return plans.map((plan) => {
      const expected = new Float64Array(ofRow.length);
      alive.forEach((inPhase, phase) => {
        const ofState = this.#expectedFrom(phase, { frequency, customerAge }, plan);
        for (let row = 0; row < expected.length; row += 1) {
          const more = (inPhase[row] ?? 0) * (ofState[ofRow[row] ?? 0] ?? 0);
          expected[row] = (expected[row] ?? 0) + more;
        }
      });
      return expected;
    });
  }

  expectedPurchasesOfNewCustomer(horizon: number): number {
    const { alpha, a, b } = this.#parameters;
    const stays = dropoutChances(this.#name, 0) === 0 ? 1 : b / (a + b);
    return stays * this.#countAfter(0, 0).within(horizon / alpha);
  }

  /** Of all times of the last purchase that x and T allow, for the question names none. */
  purchaseCountsIfAlive(x: number, T: number, horizon: number): Float64Array {
    const { r, alpha, a, b } = this.#parameters;
    const passed = T / (alpha + T);
    const weights = [1];
    for (let j = 1; j < this.#k; j += 1) {
      const phases = this.#k * x + j;
      weights.push(((weights[j - 1] ?? 0) * (r + phases - 1) * passed) / phases);
    }
    const total = weights.reduce((sum, each) => sum + each, 0);
    const shares = weights.map((weight, phase) => ({
      share: weight / total,
      r: r + this.#k * x + phase,
      phase,
    }));
    const dropout = { a, b: b + dropoutChances(this.#name, x) };
    return purchaseCounts(dropout, { shares, phases: this.#k }, horizon / (alpha + T));
  }

  /** For each phase a column: the probability to be alive and in it. */
  #aliveByPhase({ frequency, recency, customerAge }: HistoryColumns): Float64Array[] {
    const { r, alpha, a, b } = this.#parameters;
    const columns = Array.from({ length: this.#k }, () => new Float64Array(frequency.length));
    const weights = new Float64Array(this.#k);
    for (let row = 0; row < frequency.length; row += 1) {
      const x = frequency[row] ?? 0;
      const tx = recency[row] ?? 0;
      const T = customerAge[row] ?? 0;
      const power = r + this.#k * x;
      const chances = dropoutChances(this.#name, x);
      const gone = chances > 0 && a > 0 ? a / (b + chances - 1) : 0;
      const quiet = Math.log1p((T - tx) / (alpha + tx));
      let total = gone === 0 ? 0 : gone * Math.exp(power * quiet);
      let weight = 1;
      for (let j = 0; j < this.#k; j += 1) {
        weights[j] = weight;
        total += weight;
        weight *= ((power + j) / (j + 1)) * ((T - tx) / (alpha + T));
      }
      columns.forEach((column, j) => {
        column[row] = (weights[j] ?? 0) / total;
      });
    }
    return columns;
  }

  /** For each state the plan's purchases of one who is alive and in a phase. */
  #expectedFrom(
    phase: number,
    { frequency, customerAge }: Pick<HistoryColumns, 'frequency' | 'customerAge'>,
    { horizons, weights }: HorizonPlan,
  ): Float64Array {
    let count = this.#countAfter(0, phase);
    return frequency.map((x, state) => {
      if (x !== frequency[state - 1]) count = this.#countAfter(x, phase);
      const scale = this.#parameters.alpha + (customerAge[state] ?? 0);
      return horizons.reduce(
        (sum, horizon, at) => sum + (weights[at] ?? 0) * count.within(horizon / scale),
        0,
      );
    });
  }

  #countAfter(x: number, phase: number): ExpectedCount {
    const { r, a, b } = this.#parameters;
    const rate = r + this.#k * x + phase;
    const dropout = { a, b: b + dropoutChances(this.#name, x) };
    return new ExpectedCount({ r: rate, ...dropout, phases: this.#k, phase });
  }
}
