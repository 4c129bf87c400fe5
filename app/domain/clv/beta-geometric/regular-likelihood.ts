import { DerivativeSum } from '../fit/derivative-sum.ts';
import type { Likelihood } from '../fit/newton.ts';
import type { PurchaseHistories } from '../fit/purchase-histories.ts';
import { addPurchaseCounts } from '../nbd/log-likelihood.ts';
import { addDropoutChances, betaGeometricLikelihood } from './log-likelihood.ts';
import { LogQuiet } from './log-quiet.ts';
import {
  type BetaGeometricName,
  type BetaGeometricParameters,
  dropoutChances,
} from './parameters.ts';

const [R, ALPHA, A, B] = [0, 1, 2, 3];

/**
 * The log-likelihood of (M)BG/CNBD-k, without the factor that does not depend on the parameters,
 * with its exact derivatives by ln r, ln α, ln a, ln b. A purchase is the k-th of k phases that come
 * at the rate λ, so that times between purchases are Erlang-k. (Reutterer, Platzer & Schröder 2020)
 * With R = r + kx and u = (T−t_x)/(α+T), a customer's likelihood is
 *
 *   Γ(R)/Γ(r) α^r (α+T)^−R · B(a, b+n)/B(a, b) · (Q + e^z),   Q = Σ (R)_j/j! u^j over j < k,
 *   z = ln(a/(b+n−1)) + R ln((α+T)/(α+t_x)),
 *
 * Q for those who have had j phases since their last purchase; with k = 1 it is that of (M)BG/NBD.
 */
export function regularLikelihood(
  { name, k }: { name: BetaGeometricName; k: number },
  histories: PurchaseHistories,
  parameters: BetaGeometricParameters,
): Likelihood {
  if (k === 1) return betaGeometricLikelihood(name, histories, parameters);
  const sum = new DerivativeSum(4);
  addPurchaseCounts(sum, phasesOf(histories, k), parameters);
  addDropoutChances(sum, name, histories, parameters);
  const { frequency } = histories;
  for (let start = 0; start < frequency.length; ) {
    let end = start + 1;
    while (end < frequency.length && frequency[end] === frequency[start]) end += 1;
    addQuietAndOdds(sum, { name, k }, histories, parameters, start, end);
    start = end;
  }
  return sum.result();
}

/** The histories as counts of phases. */
function phasesOf({ beyond, ages }: PurchaseHistories, k: number) {
  return {
    beyond: Float64Array.from(
      { length: beyond.length * k },
      (_, m) => beyond[Math.floor(m / k)] ?? 0,
    ),
    ages: { ...ages, purchases: ages.purchases.map((each) => each * k) },
  };
}

/**
 * ln(Q + e^z) of the histories from `start` to `end`, which share x, as ln Q + ln(1 + e^y) with
 * y = z − ln Q. With the probability σ = 1/(1 + e^−y) that the customer is gone, its derivatives are
 * (ln Q)′ + σ y′ and (ln Q)″ + σ y″ + σ(1−σ) y′ y′ᵀ. Q has derivatives by r and α alone.
 */
function addQuietAndOdds(
  sum: DerivativeSum,
  { name, k }: { name: BetaGeometricName; k: number },
  { frequency, recency, customerAge, weight }: PurchaseHistories,
  { r, alpha, a, b }: BetaGeometricParameters,
  start: number,
  end: number,
): void {
  const x = frequency[start] ?? 0;
  const power = r + k * x;
  const chances = dropoutChances(name, x);
  const stay = b + chances - 1;
  const base = chances > 0 ? Math.log(a / stay) : Number.NEGATIVE_INFINITY;
  const quiet = new LogQuiet(r, power, k);
  let [value, gone, open] = [0, 0, 0];
  let [byR, byAlpha, openR, openAlpha] = [0, 0, 0, 0];
  let [byRR, byRAlpha, byAlphaAlpha] = [0, 0, 0];
  for (let row = start; row < end; row += 1) {
    const tx = recency[row] ?? 0;
    const T = customerAge[row] ?? 0;
    const customers = weight[row] ?? 0;
    const v = alpha / (alpha + T);
    quiet.locate((T - tx) / (alpha + T), v);
    const { ofR, ofAlpha, ofRR, ofRAlpha, ofAlphaAlpha } = quiet;
    const log = Math.log1p((T - tx) / (alpha + tx));
    const y = base + power * log - quiet.value;
    const small = Math.exp(-Math.abs(y));
    const leaves = (y > 0 ? 1 : small) / (1 + small);
    const unsure = small / ((1 + small) * (1 + small));
    const slope = (-alpha * (T - tx)) / ((alpha + tx) * (alpha + T));
    const bend = slope * (1 - alpha / (alpha + tx) - v);
    const oddsR = r * log - ofR;
    const oddsAlpha = power * slope - ofAlpha;
    value += customers * (quiet.value + Math.max(0, y) + Math.log1p(small));
    gone += customers * leaves;
    open += customers * unsure;
    openR += customers * unsure * oddsR;
    openAlpha += customers * unsure * oddsAlpha;
    byR += customers * (ofR + leaves * oddsR);
    byAlpha += customers * (ofAlpha + leaves * oddsAlpha);
    byRR += customers * (ofRR + leaves * (r * log - ofRR) + unsure * oddsR * oddsR);
    byRAlpha +=
      customers * (ofRAlpha + leaves * (r * slope - ofRAlpha) + unsure * oddsR * oddsAlpha);
    byAlphaAlpha +=
      customers *
      (ofAlphaAlpha + leaves * (power * bend - ofAlphaAlpha) + unsure * oddsAlpha * oddsAlpha);
  }
  const byB = chances > 0 ? -b / stay : 0;
  sum.value += value;
  sum.addGradient(R, byR);
  sum.addGradient(ALPHA, byAlpha);
  sum.addGradient(A, gone);
  sum.addGradient(B, byB * gone);
  sum.addHessian(R, R, byRR);
  sum.addHessian(R, ALPHA, byRAlpha);
  sum.addHessian(ALPHA, ALPHA, byAlphaAlpha);
  sum.addHessian(R, A, openR);
  sum.addHessian(ALPHA, A, openAlpha);
  sum.addHessian(A, A, open);
  sum.addHessian(R, B, byB * openR);
  sum.addHessian(ALPHA, B, byB * openAlpha);
  sum.addHessian(A, B, byB * open);
  sum.addHessian(B, B, byB * (chances > 0 ? (chances - 1) / stay : 0) * gone + byB * byB * open);
}
