import { distinctStates } from '../distinct-states.ts';
import type { HistoryColumns, HorizonPlan, PurchaseForecast } from '../purchase-model.ts';
import { ExpectedCount } from './expected-count.ts';
import {
  type BetaGeometricName,
  type BetaGeometricParameters,
  dropoutChances,
} from './parameters.ts';
import { purchaseCounts } from './purchase-counts.ts';

/**
 * What BG/NBD and MBG/NBD say of customers; times in the unit of α. Of a customer who is alive at T
 * after x purchases and n chances to drop out, the purchase rate is Gamma(r+x, rate α+T) and the
 * dropout probability Beta(a, b+n): what is to come of him is the model itself with these
 * parameters, the next chance to drop out being at his next purchase.
 */
export class BetaGeometricForecast implements PurchaseForecast {
  readonly #name: BetaGeometricName;
  readonly #parameters: BetaGeometricParameters;

  constructor(name: BetaGeometricName, parameters: BetaGeometricParameters) {
    this.#name = name;
    this.#parameters = parameters;
  }

  /** Fader, Hardie & Lee (2008), "Computing P(alive) using the BG/NBD model"; for MBG/NBD the like. */
  probabilityAlive({ frequency, recency, customerAge }: HistoryColumns): Float64Array {
    const { r, alpha, a, b } = this.#parameters;
    const alive = new Float64Array(frequency.length).fill(1);
    if (a === 0) return alive;
    for (let row = 0; row < frequency.length; row += 1) {
      const x = frequency[row] ?? 0;
      const chances = dropoutChances(this.#name, x);
      if (chances === 0) continue;
      const tx = recency[row] ?? 0;
      const quiet = ((customerAge[row] ?? 0) - tx) / (alpha + tx);
      const odds = (a / (b + chances - 1)) * Math.exp((r + x) * Math.log1p(quiet));
      alive[row] = 1 / (1 + odds);
    }
    return alive;
  }

  expectedPurchases(customers: HistoryColumns, plans: readonly HorizonPlan[]): Float64Array[] {
    const alive = this.probabilityAlive(customers);
    const { frequency, customerAge, ofRow } = distinctStates(customers);
    const ifAlive = this.#expectedIfAlive(frequency, customerAge, plans);
    return ifAlive.map((ofState) => {
      const expected = new Float64Array(alive.length);
      for (let row = 0; row < alive.length; row += 1) {
        expected[row] = (alive[row] ?? 0) * (ofState[ofRow[row] ?? 0] ?? 0);
      }
      return expected;
    });
  }

  expectedPurchasesOfNewCustomer(horizon: number): number {
    const { alpha, a, b } = this.#parameters;
    const chances = dropoutChances(this.#name, 0);
    const stays = chances === 0 ? 1 : b / (a + b);
    return stays * this.#countAfter(0).within(horizon / alpha);
  }

  purchaseCountsIfAlive(x: number, T: number, horizon: number): Float64Array {
    const { r, alpha, a, b } = this.#parameters;
    const dropout = { a, b: b + dropoutChances(this.#name, x) };
    const shares = [{ share: 1, r: r + x, phase: 0 }];
    return purchaseCounts(dropout, { shares, phases: 1 }, horizon / (alpha + T));
  }

  /** For each plan and each state. @param frequency in order */
  #expectedIfAlive(
    frequency: Float64Array,
    customerAge: Float64Array,
    plans: readonly HorizonPlan[],
  ): Float64Array[] {
    const horizons = [...new Set(plans.flatMap((plan) => plan.horizons))];
    const places = plans.map((plan) => plan.horizons.map((each) => horizons.indexOf(each)));
    const expected = plans.map(() => new Float64Array(frequency.length));
    const within = new Float64Array(horizons.length);
    let count = this.#countAfter(0);
    for (let state = 0; state < frequency.length; state += 1) {
      const x = frequency[state] ?? 0;
      if (x !== frequency[state - 1]) count = this.#countAfter(x);
      const scale = this.#parameters.alpha + (customerAge[state] ?? 0);
      horizons.forEach((horizon, at) => {
        within[at] = count.within(horizon / scale);
      });
      plans.forEach(({ weights }, plan) => {
        const column = expected[plan];
        if (column) column[state] = weightedSum(weights, places[plan] ?? [], within);
      });
    }
    return expected;
  }

  #countAfter(x: number): ExpectedCount {
    const { r, a, b } = this.#parameters;
    return new ExpectedCount({ r: r + x, a, b: b + dropoutChances(this.#name, x) });
  }
}

function weightedSum(
  weights: readonly number[],
  places: readonly number[],
  values: Float64Array,
): number {
  return weights.reduce((sum, weight, at) => sum + weight * (values[places[at] ?? 0] ?? 0), 0);
}
