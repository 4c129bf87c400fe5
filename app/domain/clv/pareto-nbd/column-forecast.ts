import { distinctStates } from '../distinct-states.ts';
import type { HistoryColumns, HorizonPlan, PurchaseForecast } from '../purchase-model.ts';
import { activeTime } from './active-time.ts';
import { aliveColumn } from './alive-column.ts';
import { ParetoNbdForecast } from './forecast.ts';
import type { ParetoNbdParameters } from './parameters.ts';
import { probabilitiesOfPurchases } from './purchase-counts.ts';

/** Forecasts of whole columns; what customers share is computed once. */
export function createParetoNbdForecast(parameters: ParetoNbdParameters): PurchaseForecast {
  const one = new ParetoNbdForecast(parameters);
  return {
    probabilityAlive: (customers) =>
      aliveColumn(parameters, distinctStates(customers), customers.recency),
    expectedPurchases: (customers, plans) => expectedPurchases(parameters, one, customers, plans),
    expectedPurchasesOfNewCustomer: (horizon) => one.expectedPurchasesOfNewCustomer(horizon),
    purchaseCountsIfAlive(x, T, horizon) {
      const { r, alpha, s, beta } = parameters;
      return probabilitiesOfPurchases({ r: r + x, alpha: alpha + T, s, beta: beta + T }, horizon);
    },
  };
}

/** Given that a customer is alive, x and T say all of his purchases to come. */
function expectedPurchases(
  parameters: ParetoNbdParameters,
  one: ParetoNbdForecast,
  customers: HistoryColumns,
  plans: readonly HorizonPlan[],
): Float64Array[] {
  const states = distinctStates(customers);
  const alive = aliveColumn(parameters, states, customers.recency);
  const { ofRow, frequency, customerAge } = states;
  return plans.map(({ horizons, weights }) => {
    const ifAlive = frequency.map((x, group) => {
      const T = customerAge[group] ?? 0;
      const time = horizons.reduce(
        (sum, horizon, at) => sum + (weights[at] ?? 0) * activeTime(parameters, T, horizon),
        0,
      );
      return one.purchaseRate(x, T) * time;
    });
    const expected = new Float64Array(alive.length);
    for (let row = 0; row < alive.length; row += 1) {
      expected[row] = (alive[row] ?? 0) * (ifAlive[ofRow[row] ?? 0] ?? 0);
    }
    return expected;
  });
}
