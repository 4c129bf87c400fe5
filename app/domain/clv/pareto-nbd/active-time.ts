import { exponentialMean, scaledExponentialIntegral } from '../special/exponential-integral.ts';
import type { ParetoNbdParameters } from './parameters.ts';

/**
 * The time that a customer who is alive at age T will yet be alive within the horizon, in the mean:
 * ∫ ((β+T)/(β+T+t))^s dt over (0, horizon), which the literature writes as
 * (β+T)/(s−1) (1 − ((β+T)/(β+T+t))^(s−1)) and which is nothing special at s = 1.
 */
export function activeTime({ s, beta }: ParetoNbdParameters, T: number, horizon: number): number {
  const log = Math.log1p(horizon / (beta + T));
  return (beta + T) * log * exponentialMean((1 - s) * log);
}

/** The same over all time to come, discounted continuously at `discountRate` > 0. */
export function discountedActiveTime(
  { s, beta }: ParetoNbdParameters,
  T: number,
  discountRate: number,
): number {
  return (beta + T) * scaledExponentialIntegral(s, discountRate * (beta + T));
}
