import type { BetaGeometricParameters } from './beta-geometric/parameters.ts';
import type { ParetoNbdParameters } from './pareto-nbd/parameters.ts';
import { probabilityOfNoPurchase } from './pareto-nbd/purchase-counts.ts';
import type { PurchaseForecast } from './purchase-model.ts';

/**
 * Of a customer with x purchases who is alive at T: the probability of no purchase within a time
 * from T, in the unit of the model. It falls from 1 at a time of 0.
 */
export type WaitingTime = (x: number, T: number, time: number) => number;

/** Of any model, from the whole distribution of the number of purchases. */
export function waitingTimeOf(forecast: PurchaseForecast): WaitingTime {
  return (x, T, time) => forecast.purchaseCountsIfAlive(x, T, time)[0] ?? 1;
}

/** BG/NBD and MBG/NBD: nobody drops out but at a purchase, so who is alive waits as in the NBD. */
export function betaGeometricWaitingTime({
  r,
  alpha,
}: Pick<BetaGeometricParameters, 'r' | 'alpha'>): WaitingTime {
  return (x, T, time) => Math.exp(-(r + x) * Math.log1p(time / (alpha + T)));
}

/** Pareto/NBD: given x, T and being alive, the rates are those of a new customer, all moved on. */
export function paretoNbdWaitingTime({ r, alpha, s, beta }: ParetoNbdParameters): WaitingTime {
  if (s === 0) return betaGeometricWaitingTime({ r, alpha });
  return (x, T, time) =>
    probabilityOfNoPurchase({ r: r + x, alpha: alpha + T, s, beta: beta + T }, time);
}
