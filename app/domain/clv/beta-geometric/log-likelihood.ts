import { DerivativeSum } from '../fit/derivative-sum.ts';
import type { Likelihood } from '../fit/newton.ts';
import type { PurchaseHistories } from '../fit/purchase-histories.ts';
import { addPurchaseCounts } from '../nbd/log-likelihood.ts';
import {
  type BetaGeometricName,
  type BetaGeometricParameters,
  dropoutChances,
} from './parameters.ts';

/** The order of the derivatives. */
const [R, ALPHA, A, B] = [0, 1, 2, 3];

/**
 * The log-likelihood of all histories with its exact derivatives by ln r, ln α, ln a, ln b, in one
 * pass over them. With n chances to drop out, a customer's likelihood is
 *
 *   Γ(r+x)/Γ(r) α^r (α+T)^−(r+x) · B(a, b+n)/B(a, b) · (1 + e^z),
 *   z = ln(a/(b+n−1)) + (r+x) ln((α+T)/(α+t_x)),
 *
 * e^z being the odds that the last purchase was the last (Fader, Hardie & Lee 2005, eq. 6). The
 * first two factors need x or T alone; the third is 1 where n = 0.
 */
export function betaGeometricLikelihood(
  name: BetaGeometricName,
  histories: PurchaseHistories,
  parameters: BetaGeometricParameters,
): Likelihood {
  const sum = new DerivativeSum(4);
  addPurchaseCounts(sum, histories, parameters);
  addDropoutChances(sum, name, histories, parameters);
  const { frequency } = histories;
  for (let start = 0; start < frequency.length; ) {
    const x = frequency[start] ?? 0;
    let end = start + 1;
    while (end < frequency.length && frequency[end] === x) end += 1;
    if (dropoutChances(name, x) > 0) addOdds(sum, name, histories, parameters, start, end);
    start = end;
  }
  return sum.result();
}

/** Adds ln of B(a, b+n)/B(a, b), the product of (b + k)/(a + b + k) over k < n. */
export function addDropoutChances(
  sum: DerivativeSum,
  name: BetaGeometricName,
  { beyond, ages }: PurchaseHistories,
  { a, b }: BetaGeometricParameters,
): void {
  const atFirst = dropoutChances(name, 0);
  for (let k = 0; k < beyond.length + atFirst; k += 1) {
    const customers =
      k < atFirst
        ? ages.customers.reduce((all, each) => all + each, 0)
        : (beyond[k - atFirst] ?? 0);
    const [stay, all] = [b + k, a + b + k];
    const dropped = a / all;
    const rise = (dropped * b) / stay;
    sum.value -= customers * Math.log1p(a / stay);
    sum.addGradient(A, -customers * dropped);
    sum.addGradient(B, customers * rise);
    sum.addHessian(A, A, -customers * dropped * (stay / all));
    sum.addHessian(A, B, customers * dropped * (b / all));
    sum.addHessian(B, B, customers * rise * (k / stay - b / all));
  }
}

/** A product of numbers up to 2 is taken until here before its logarithm. */
const LARGE = 1e290;

/**
 * ln(1 + e^z) of the histories from `start` to `end`, which share x. With the probability
 * σ = 1/(1 + e^−z) that the customer is gone, its derivatives are σ z′ and σ z″ + σ(1−σ) z′ z′ᵀ;
 * those of z are sums and products of Λ = ln((α+T)/(α+t_x)), of D = dΛ/d ln α, and of terms of x.
 */
function addOdds(
  sum: DerivativeSum,
  name: BetaGeometricName,
  { frequency, recency, customerAge, weight }: PurchaseHistories,
  { r, alpha, a, b }: BetaGeometricParameters,
  start: number,
  end: number,
): void {
  const x = frequency[start] ?? 0;
  const power = r + x;
  const chances = dropoutChances(name, x);
  const stay = b + chances - 1;
  const base = Math.log(a / stay);
  let [value, product] = [0, 1];
  let [gone, goneLog, goneSlope, goneBend] = [0, 0, 0, 0];
  let [open, openLog, openSlope] = [0, 0, 0];
  let [openLogLog, openLogSlope, openSlopeSlope] = [0, 0, 0];
  for (let row = start; row < end; row += 1) {
    const tx = recency[row] ?? 0;
    const T = customerAge[row] ?? 0;
    const since = 1 / (alpha + tx);
    const until = 1 / (alpha + T);
    const log = Math.log1p((T - tx) * since);
    const slope = -alpha * (T - tx) * since * until;
    const z = base + power * log;
    const small = Math.exp(-Math.abs(z));
    const customers = weight[row] ?? 0;
    if (customers === 1) product *= 1 + small;
    else value += customers * Math.log1p(small);
    if (product > LARGE) {
      value += Math.log(product);
      product = 1;
    }
    if (z > 0) value += customers * z;
    const share = 1 / (1 + small);
    const leaves = customers * (z > 0 ? share : small * share);
    const unsure = customers * small * share * share;
    gone += leaves;
    goneLog += leaves * log;
    goneSlope += leaves * slope;
    goneBend += leaves * slope * (1 - alpha * (since + until));
    open += unsure;
    openLog += unsure * log;
    openSlope += unsure * slope;
    openLogLog += unsure * log * log;
    openLogSlope += unsure * log * slope;
    openSlopeSlope += unsure * slope * slope;
  }
  const byB = -b / stay;
  sum.value += value + Math.log(product);
  sum.addGradient(R, r * goneLog);
  sum.addGradient(ALPHA, power * goneSlope);
  sum.addGradient(A, gone);
  sum.addGradient(B, byB * gone);
  sum.addHessian(R, R, r * goneLog + r * r * openLogLog);
  sum.addHessian(R, ALPHA, r * goneSlope + r * power * openLogSlope);
  sum.addHessian(ALPHA, ALPHA, power * goneBend + power * power * openSlopeSlope);
  sum.addHessian(R, A, r * openLog);
  sum.addHessian(ALPHA, A, power * openSlope);
  sum.addHessian(A, A, open);
  sum.addHessian(R, B, byB * r * openLog);
  sum.addHessian(ALPHA, B, byB * power * openSlope);
  sum.addHessian(A, B, byB * open);
  sum.addHessian(B, B, byB * ((chances - 1) / stay) * gone + byB * byB * open);
}
