import { DerivativeSum } from '../fit/derivative-sum.ts';
import type { Likelihood } from '../fit/newton.ts';
import type { PurchaseHistories } from '../fit/purchase-histories.ts';

/** Purchases are Poisson with a rate λ ~ Gamma(r, rate α), and no customer ever drops out. */
export interface NbdParameters {
  r: number;
  alpha: number;
}

const [R, ALPHA] = [0, 1];

/** The log-likelihood of all histories with its derivatives by ln r and ln α. (Ehrenberg 1959) */
export function nbdLikelihood(
  histories: Pick<PurchaseHistories, 'beyond' | 'ages'>,
  parameters: NbdParameters,
): Likelihood {
  const sum = new DerivativeSum(2);
  addPurchaseCounts(sum, histories, parameters);
  return sum.result();
}

/**
 * Adds ln of Γ(r+x)/Γ(r) α^r (α+T)^−(r+x) with its derivatives by ln r and ln α, the first two of
 * the sum's. Γ(r+x)/Γ(r) is the product of r + k over k < x.
 */
export function addPurchaseCounts(
  sum: DerivativeSum,
  { beyond, ages }: Pick<PurchaseHistories, 'beyond' | 'ages'>,
  { r, alpha }: NbdParameters,
): void {
  for (let k = 0; k < beyond.length; k += 1) {
    const customers = beyond[k] ?? 0;
    const share = r / (r + k);
    sum.value += customers * Math.log((r + k) / alpha);
    sum.addGradient(R, customers * share);
    sum.addGradient(ALPHA, -customers);
    sum.addHessian(R, R, customers * share * (k / (r + k)));
  }
  for (let at = 0; at < ages.customerAge.length; at += 1) {
    const T = ages.customerAge[at] ?? 0;
    const passed = T / (alpha + T);
    const log = Math.log1p(T / alpha);
    const gamma = r * (ages.customers[at] ?? 0);
    const power = gamma + (ages.purchases[at] ?? 0);
    sum.value -= power * log;
    sum.addGradient(R, -gamma * log);
    sum.addGradient(ALPHA, power * passed);
    sum.addHessian(R, R, -gamma * log);
    sum.addHessian(R, ALPHA, gamma * passed);
    sum.addHessian(ALPHA, ALPHA, -power * passed * (alpha / (alpha + T)));
  }
}
