import type { BetaGeometricParameters } from './beta-geometric/parameters.ts';
import type { ParetoNbdParameters } from './pareto-nbd/parameters.ts';
import { probabilityOfNoPurchase } from './pareto-nbd/purchase-counts.ts';

/** How long customers who are alive wait for their next purchase, in the unit of the model. */
export interface WaitingTime {
  /** Whether t_x matters besides x and T, as it does where purchases are regular. */
  dependsOnRecency: boolean;
  /**
   * Of a customer who is alive at T: the probability of no purchase within a time from T. It falls
   * from 1 at a time of 0.
   */
  probabilityOfNone(x: number, tx: number, T: number, time: number): number;
}

type Rate = Pick<BetaGeometricParameters, 'r' | 'alpha'>;

/** BG/NBD and MBG/NBD: nobody drops out but at a purchase, so who is alive waits as in the NBD. */
export function betaGeometricWaitingTime({ r, alpha }: Rate): WaitingTime {
  return {
    dependsOnRecency: false,
    probabilityOfNone: (x, _tx, T, time) => Math.exp(-(r + x) * Math.log1p(time / (alpha + T))),
  };
}

/**
 * BG/CNBD-k and MBG/CNBD-k: the longer the last purchase is past, the sooner the next one. No
 * purchase from t_x until T has, with R = r + kx and s = T − t_x, the likelihood
 * (α+T)^−R Σ (R)_j/j! (s/(α+T))^j over j < k. (Platzer & Reutterer 2016, section 3)
 */
export function regularWaitingTime(k: number, { r, alpha }: Rate): WaitingTime {
  if (k === 1) return betaGeometricWaitingTime({ r, alpha });
  const phasesOf = (power: number, share: number) => {
    let [sum, term] = [1, 1];
    for (let j = 1; j < k; j += 1) {
      term *= ((power + j - 1) / j) * share;
      sum += term;
    }
    return sum;
  };
  return {
    dependsOnRecency: true,
    probabilityOfNone(x, tx, T, time) {
      const power = r + k * x;
      const later = phasesOf(power, (T + time - tx) / (alpha + T + time));
      const now = phasesOf(power, (T - tx) / (alpha + T));
      return Math.exp(-power * Math.log1p(time / (alpha + T))) * (later / now);
    },
  };
}

/** Pareto/NBD: given x, T and being alive, the rates are those of a new customer, all moved on. */
export function paretoNbdWaitingTime({ r, alpha, s, beta }: ParetoNbdParameters): WaitingTime {
  if (s === 0) return betaGeometricWaitingTime({ r, alpha });
  return {
    dependsOnRecency: false,
    probabilityOfNone: (x, _tx, T, time) =>
      probabilityOfNoPurchase({ r: r + x, alpha: alpha + T, s, beta: beta + T }, time),
  };
}
