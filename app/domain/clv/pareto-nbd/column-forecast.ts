import { distinctStates } from '../distinct-states.ts';
import type { HistoryColumns, HorizonPlan, PurchaseForecast } from '../purchase-model.ts';
import { rankOf } from '../rank.ts';
import { activeTime } from './active-time.ts';
import { ParetoNbdForecast } from './forecast.ts';
import type { ParetoNbdParameters } from './parameters.ts';
import { probabilitiesOfPurchases } from './purchase-counts.ts';

/** Forecasts of whole columns; what customers share is computed once. */
export function createParetoNbdForecast(parameters: ParetoNbdParameters): PurchaseForecast {
  const one = new ParetoNbdForecast(parameters);
  return {
    probabilityAlive: (customers) => probabilityAlive(one, customers),
    expectedPurchases: (customers, plans) => expectedPurchases(parameters, one, customers, plans),
    expectedPurchasesOfNewCustomer: (horizon) => one.expectedPurchasesOfNewCustomer(horizon),
    purchaseCountsIfAlive(x, T, horizon) {
      const { r, alpha, s, beta } = parameters;
      return probabilitiesOfPurchases({ r: r + x, alpha: alpha + T, s, beta: beta + T }, horizon);
    },
  };
}

/** Many histories coincide where time is counted in days: each is integrated once. */
function probabilityAlive(one: ParetoNbdForecast, customers: HistoryColumns): Float64Array {
  const { ofRow, frequency, customerAge } = distinctStates(customers);
  const last = rankOf(customers.recency);
  const known = new Map<number, number>();
  return customers.recency.map((tx, row) => {
    const group = ofRow[row] ?? 0;
    const history = group * last.values.length + (last.rank[row] ?? 0);
    const found = known.get(history);
    if (found !== undefined) return found;
    const alive = one.probabilityAlive(frequency[group] ?? 0, tx, customerAge[group] ?? 0);
    known.set(history, alive);
    return alive;
  });
}

/** Given that a customer is alive, x and T say all of his purchases to come. */
function expectedPurchases(
  parameters: ParetoNbdParameters,
  one: ParetoNbdForecast,
  customers: HistoryColumns,
  plans: readonly HorizonPlan[],
): Float64Array[] {
  const alive = probabilityAlive(one, customers);
  const { ofRow, frequency, customerAge } = distinctStates(customers);
  return plans.map(({ horizons, weights }) => {
    const ifAlive = frequency.map((x, group) => {
      const T = customerAge[group] ?? 0;
      const time = horizons.reduce(
        (sum, horizon, at) => sum + (weights[at] ?? 0) * activeTime(parameters, T, horizon),
        0,
      );
      return one.purchaseRate(x, T) * time;
    });
    return alive.map((probability, row) => probability * (ifAlive[ofRow[row] ?? 0] ?? 0));
  });
}
