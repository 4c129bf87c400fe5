import { DerivativeSum } from '../fit/derivative-sum.ts';
import type { Likelihood } from '../fit/newton.ts';
import type { PurchaseHistories } from '../fit/purchase-histories.ts';
import { addPurchaseCounts } from '../nbd/log-likelihood.ts';
import { addDropoutChances, betaGeometricLikelihood } from './log-likelihood.ts';
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
  const { frequency, recency, customerAge, weight } = histories;
  let state = new RegularState({ name, k }, parameters, 0);
  for (let row = 0; row < frequency.length; row += 1) {
    const x = frequency[row] ?? 0;
    if (x !== state.x) state = new RegularState({ name, k }, parameters, x);
    state.add(sum, recency[row] ?? 0, customerAge[row] ?? 0, weight[row] ?? 0);
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

/** What all with x purchases share. */
class RegularState {
  readonly x: number;
  readonly #parameters: BetaGeometricParameters;
  readonly #power: number;
  readonly #chances: number;
  /** (R)_j/j!, and its first and second derivative by R. */
  readonly #terms: { value: number; slope: number; bend: number }[] = [];

  constructor(
    { name, k }: { name: BetaGeometricName; k: number },
    parameters: BetaGeometricParameters,
    x: number,
  ) {
    this.x = x;
    this.#parameters = parameters;
    this.#power = parameters.r + k * x;
    this.#chances = dropoutChances(name, x);
    let [value, first, second] = [1, 0, 0];
    for (let j = 0; j < k; j += 1) {
      this.#terms.push({ value, slope: value * first, bend: value * (first * first - second) });
      const next = this.#power + j;
      value *= next / (j + 1);
      first += 1 / next;
      second += 1 / (next * next);
    }
  }

  /** Adds ln(Q + e^z) = ln Q + ln(1 + e^(z − ln Q)). */
  add(sum: DerivativeSum, tx: number, T: number, customers: number): void {
    const quiet = this.#logQuiet(tx, T);
    sum.value += customers * quiet.value;
    const odds = this.#chances > 0 ? this.#odds(quiet, tx, T) : null;
    const share = odds ? 1 / (1 + Math.exp(-odds.value)) : 0;
    if (odds) {
      const small = Math.log1p(Math.exp(-Math.abs(odds.value)));
      sum.value += customers * (Math.max(0, odds.value) + small);
    }
    for (let i = R; i <= B; i += 1) {
      const slope = odds?.gradient[i] ?? 0;
      sum.addGradient(i, customers * ((quiet.gradient[i] ?? 0) + share * slope));
      for (let j = i; j <= B; j += 1) {
        const spread = share * (1 - share) * slope * (odds?.gradient[j] ?? 0);
        const bend = (quiet.hessian[i * 4 + j] ?? 0) + share * (odds?.hessian[i * 4 + j] ?? 0);
        sum.addHessian(i, j, customers * (bend + spread));
      }
    }
  }

  /** ln Q. */
  #logQuiet(tx: number, T: number): Derivatives {
    const { r, alpha } = this.#parameters;
    const u = (T - tx) / (alpha + T);
    const v = alpha / (alpha + T);
    let [q, qR, qRR, byU, byUR, byUU] = [0, 0, 0, 0, 0, 0];
    let power = 1;
    this.#terms.forEach(({ value, slope, bend }, j) => {
      q += value * power;
      qR += slope * power;
      qRR += bend * power;
      byU += j * value * power;
      byUR += j * slope * power;
      byUU += j * j * value * power;
      power *= u;
    });
    const [ofR, ofAlpha] = [(r * qR) / q, (-v * byU) / q];
    const logs = createDerivatives(Math.log(q));
    logs.gradient[R] = ofR;
    logs.gradient[ALPHA] = ofAlpha;
    logs.hessian[R * 4 + R] = ofR + (r * r * qRR) / q - ofR * ofR;
    logs.hessian[R * 4 + ALPHA] = (-v * r * byUR) / q - ofR * ofAlpha;
    logs.hessian[ALPHA * 4 + ALPHA] = (v * v * byUU - v * (1 - v) * byU) / q - ofAlpha * ofAlpha;
    return logs;
  }

  /** z − ln Q. */
  #odds(quiet: Derivatives, tx: number, T: number): Derivatives {
    const { r, alpha, a, b } = this.#parameters;
    const stay = b + this.#chances - 1;
    const log = Math.log1p((T - tx) / (alpha + tx));
    const slope = (-alpha * (T - tx)) / ((alpha + tx) * (alpha + T));
    const bend = slope * (1 - alpha / (alpha + tx) - alpha / (alpha + T));
    const odds = createDerivatives(Math.log(a / stay) + this.#power * log - quiet.value);
    odds.gradient[A] = 1;
    odds.gradient[B] = -b / stay;
    odds.gradient[R] = r * log - (quiet.gradient[R] ?? 0);
    odds.gradient[ALPHA] = this.#power * slope - (quiet.gradient[ALPHA] ?? 0);
    odds.hessian[R * 4 + R] = r * log - (quiet.hessian[R * 4 + R] ?? 0);
    odds.hessian[R * 4 + ALPHA] = r * slope - (quiet.hessian[R * 4 + ALPHA] ?? 0);
    odds.hessian[ALPHA * 4 + ALPHA] = this.#power * bend - (quiet.hessian[ALPHA * 4 + ALPHA] ?? 0);
    odds.hessian[B * 4 + B] = (-b / stay) * ((this.#chances - 1) / stay);
    return odds;
  }
}

/** Of one function; the upper triangle of its Hessian, row-major. */
interface Derivatives {
  value: number;
  gradient: Float64Array;
  hessian: Float64Array;
}

function createDerivatives(value: number): Derivatives {
  return { value, gradient: new Float64Array(4), hessian: new Float64Array(16) };
}
