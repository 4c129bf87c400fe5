import type { Likelihood } from '../fit/newton.ts';
import type { PurchaseHistories } from '../fit/purchase-histories.ts';
import { DropoutMoments } from './dropout-moments.ts';
import { DropoutWindow } from './dropout-window.ts';
import type { ParetoNbdParameters } from './parameters.ts';

/** The log-likelihood of all histories with gradient and Hessian, in one pass over them. */
export function paretoNbdLikelihood(
  histories: PurchaseHistories,
  parameters: ParetoNbdParameters,
): Likelihood {
  const sum = new LikelihoodSum(parameters);
  sum.addFrequencies(histories.beyond);
  const { frequency, recency, customerAge, weight } = histories;
  for (let row = 0; row < frequency.length; row += 1) {
    sum.add(frequency[row] ?? 0, recency[row] ?? 0, customerAge[row] ?? 0, weight[row] ?? 0);
  }
  return sum.result();
}

/**
 * Γ(r+x)/Γ(r) is a product of r + k over k < x, so that all customers together need one logarithm
 * per k. The rest of a customer's likelihood is a mixture over the moment y of dropping out, within
 * the `DropoutWindow` or still ahead at T:
 *
 *   α^−x (1 + t_x/α)^−(r+x) (1 + t_x/β)^−s Q
 *
 * Its gradient is the mean of the gradients that known y would give, its Hessian the mean of such
 * Hessians plus the covariance of such gradients.
 */
class LikelihoodSum {
  readonly #parameters: ParetoNbdParameters;
  readonly #window: DropoutWindow;
  readonly #moments = new DropoutMoments();
  #value = 0;
  readonly #gradient = new Float64Array(4);
  /** The upper triangle. */
  readonly #hessian = new Float64Array(16);
  /** The gradients of a customer who dropped out in the window (its mean), and who did not. */
  readonly #dropped = new Float64Array(4);
  readonly #alive = new Float64Array(4);
  /** How the gradient of one who dropped out moves with the features of y. */
  readonly #slope = new Float64Array(4);
  /** ln(1 + T/α) and ln(1 + T/β) of the last T, which neighbours share. */
  #customerAge = Number.NaN;
  #alphaAgeLog = 0;
  #betaAgeLog = 0;

  constructor(parameters: ParetoNbdParameters) {
    this.#parameters = parameters;
    this.#window = new DropoutWindow(parameters);
  }

  /** `beyond[k]`: customers with more than k repeat purchases. */
  addFrequencies(beyond: Float64Array): void {
    const { r, alpha } = this.#parameters;
    for (let k = 0; k < beyond.length; k += 1) {
      const customers = beyond[k] ?? 0;
      const share = r / (r + k);
      this.#value += customers * Math.log((r + k) / alpha);
      this.#addGradient(customers * share, -customers);
      this.#addHessian(0, 0, customers * share * (k / (r + k)));
    }
  }

  add(x: number, tx: number, T: number, weight: number): void {
    const { r, alpha, s, beta } = this.#parameters;
    const window = this.#window;
    const moments = this.#moments;
    const { mean, covariance } = moments;
    window.locate(x, tx, T);
    moments.measure(window);
    const survived = Math.exp(-window.survivalCost);
    const total = survived + moments.dropped;

    this.#moveTo(T);
    const alphaLog = this.#alphaAgeLog - (window.alphaIsLow ? window.lowSpan : window.highSpan);
    const betaLog = this.#betaAgeLog - (window.alphaIsLow ? window.highSpan : window.lowSpan);
    this.#value += weight * (Math.log(total) - (r + x) * alphaLog - s * betaLog);

    const alphaLeft = alpha / (alpha + tx);
    const betaLeft = beta / (beta + tx);
    const dead = (weight * moments.dropped) / total;
    this.#addEnd(this.#dropped, dead, 1, x, {
      alphaLog: alphaLog + (mean[0] ?? 0),
      alphaPassed: tx / (alpha + tx) + alphaLeft * (mean[1] ?? 0),
      alphaSpread: alphaLeft * alphaLeft * (covariance[5] ?? 0),
      betaLog: betaLog + (mean[2] ?? 0),
      betaPassed: tx / (beta + tx) + betaLeft * (mean[3] ?? 0),
      betaSpread: betaLeft * betaLeft * (covariance[15] ?? 0),
    });
    this.#addEnd(this.#alive, (weight * survived) / total, 0, x, {
      alphaLog: this.#alphaAgeLog,
      alphaPassed: T / (alpha + T),
      alphaSpread: 0,
      betaLog: this.#betaAgeLog,
      betaPassed: T / (beta + T),
      betaSpread: 0,
    });
    this.#slope[0] = -r;
    this.#slope[1] = (r + x) * alphaLeft;
    this.#slope[2] = -s;
    this.#slope[3] = (s + 1) * betaLeft;
    this.#addCovariance(dead, survived / total);
  }

  result(): Likelihood {
    for (let i = 0; i < 4; i += 1) {
      for (let j = 0; j < i; j += 1) this.#hessian[i * 4 + j] = this.#hessian[j * 4 + i] ?? 0;
    }
    return { value: this.#value, gradient: this.#gradient, hessian: this.#hessian };
  }

  /**
   * One end of the story, with the share of customers that it happened to: its gradient, and the
   * mean of the Hessians.
   */
  #addEnd(gradient: Float64Array, share: number, dropouts: 0 | 1, x: number, at: Moment): void {
    const { r, s } = this.#parameters;
    gradient[0] = -r * at.alphaLog;
    gradient[1] = (r + x) * at.alphaPassed;
    gradient[2] = dropouts - s * at.betaLog;
    gradient[3] = (s + dropouts) * at.betaPassed - dropouts;
    for (let i = 0; i < 4; i += 1) {
      this.#gradient[i] = (this.#gradient[i] ?? 0) + share * (gradient[i] ?? 0);
    }
    const alphaBend = at.alphaPassed * (1 - at.alphaPassed) - at.alphaSpread;
    const betaBend = at.betaPassed * (1 - at.betaPassed) - at.betaSpread;
    this.#addHessian(0, 0, -share * r * at.alphaLog);
    this.#addHessian(0, 1, share * r * at.alphaPassed);
    this.#addHessian(1, 1, -share * (r + x) * alphaBend);
    this.#addHessian(2, 2, -share * s * at.betaLog);
    this.#addHessian(2, 3, share * s * at.betaPassed);
    this.#addHessian(3, 3, -share * (s + dropouts) * betaBend);
  }

  /** The covariance of the gradients: within the window, and between it and those alive. */
  #addCovariance(dead: number, alive: number): void {
    const { covariance } = this.#moments;
    for (let i = 0; i < 4; i += 1) {
      const step = (this.#alive[i] ?? 0) - (this.#dropped[i] ?? 0);
      for (let j = i; j < 4; j += 1) {
        const within = (this.#slope[i] ?? 0) * (this.#slope[j] ?? 0) * (covariance[i * 4 + j] ?? 0);
        const between = alive * step * ((this.#alive[j] ?? 0) - (this.#dropped[j] ?? 0));
        this.#addHessian(i, j, dead * (within + between));
      }
    }
  }

  #moveTo(T: number): void {
    if (T === this.#customerAge) return;
    this.#customerAge = T;
    this.#alphaAgeLog = Math.log1p(T / this.#parameters.alpha);
    this.#betaAgeLog = Math.log1p(T / this.#parameters.beta);
  }

  #addGradient(r: number, alpha: number): void {
    this.#gradient[0] = (this.#gradient[0] ?? 0) + r;
    this.#gradient[1] = (this.#gradient[1] ?? 0) + alpha;
  }

  #addHessian(i: number, j: number, value: number): void {
    const at = i * 4 + j;
    this.#hessian[at] = (this.#hessian[at] ?? 0) + value;
  }
}

/** The mean over y of ln(1 + y/α) and y/(α+y), the variance of the latter; the same of β. */
interface Moment {
  alphaLog: number;
  alphaPassed: number;
  alphaSpread: number;
  betaLog: number;
  betaPassed: number;
  betaSpread: number;
}
