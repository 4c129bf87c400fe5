import { gaussLegendre } from '../special/gauss-legendre.ts';
import type { DropoutWindow } from './dropout-window.ts';

/** Features of the moment y of dropping out, one for each of r, α, s, β. */
export const FEATURES = 4;

/**
 * What gradient and Hessian need of the customers who dropped out in a `DropoutWindow`: under the
 * law that its integrand gives to y, the means and covariances of
 *
 *   ln((α+y)/(α+t_x)), (y−t_x)/(α+y), ln((β+y)/(β+t_x)), (y−t_x)/(β+y)
 */
export class DropoutMoments {
  /** The same as `DropoutWindow.dropped`. */
  dropped = 0;
  readonly mean = new Float64Array(FEATURES);
  /** Row-major, FEATURES × FEATURES. */
  readonly covariance = new Float64Array(FEATURES * FEATURES);
  /** 1, the features, their products; the features of "low" first. */
  readonly #sums = new Float64Array(15);

  /** One pass for all of them; all are 0 where the window has no width. */
  measure(window: DropoutWindow): void {
    const sums = this.#sums;
    sums.fill(0);
    const width = window.end / window.panels;
    for (let panel = 0; panel < window.panels && width > 0; panel += 1) {
      addPanel(sums, window, panel * width, width);
    }
    const total = sums[0] ?? 0;
    this.dropped = window.scale * width * total;
    this.#normalise(total || 1, window.alphaIsLow ? 0 : 2);
  }

  /** `swap` is 2 where the features of "low" are those of β, which stand behind α's. */
  #normalise(total: number, swap: number): void {
    const { mean, covariance } = this;
    const sums = this.#sums;
    for (let i = 0; i < FEATURES; i += 1) mean[i ^ swap] = (sums[1 + i] ?? 0) / total;
    let next = 1 + FEATURES;
    for (let i = 0; i < FEATURES; i += 1) {
      for (let j = i; j < FEATURES; j += 1) {
        const product = (sums[next] ?? 0) / total;
        const value = product - (mean[i ^ swap] ?? 0) * (mean[j ^ swap] ?? 0);
        covariance[(i ^ swap) * FEATURES + (j ^ swap)] = value;
        covariance[(j ^ swap) * FEATURES + (i ^ swap)] = value;
        next += 1;
      }
    }
  }
}

/** The hot loop of a fit: named sums, because they stay in registers and an array does not. */
function addPanel(sums: Float64Array, window: DropoutWindow, start: number, width: number): void {
  const { ratio, lowPower, highPower } = window;
  const { nodes, weights } = gaussLegendre(window.order);
  let all = 0;
  let l = 0;
  let g = 0;
  let h = 0;
  let k = 0;
  let ll = 0;
  let lg = 0;
  let lh = 0;
  let lk = 0;
  let gg = 0;
  let gh = 0;
  let gk = 0;
  let hh = 0;
  let hk = 0;
  let kk = 0;
  for (let index = 0; index < nodes.length; index += 1) {
    const lowLog = start + (nodes[index] ?? 0) * width;
    const growth = Math.expm1(lowLog);
    const highGrowth = ratio * growth;
    const highLog = Math.log1p(highGrowth);
    const inverse = 1 / ((1 + growth) * (1 + highGrowth));
    const lowShare = growth * (1 + highGrowth) * inverse;
    const highShare = highGrowth * (1 + growth) * inverse;
    const mass = (weights[index] ?? 0) * Math.exp(-lowPower * lowLog - highPower * highLog);
    const massL = mass * lowLog;
    const massG = mass * lowShare;
    const massH = mass * highLog;
    const massK = mass * highShare;
    all += mass;
    l += massL;
    g += massG;
    h += massH;
    k += massK;
    ll += massL * lowLog;
    lg += massL * lowShare;
    lh += massL * highLog;
    lk += massL * highShare;
    gg += massG * lowShare;
    gh += massG * highLog;
    gk += massG * highShare;
    hh += massH * highLog;
    hk += massH * highShare;
    kk += massK * highShare;
  }
  const panelSums = [all, l, g, h, k, ll, lg, lh, lk, gg, gh, gk, hh, hk, kk];
  for (let index = 0; index < panelSums.length; index += 1) {
    sums[index] = (sums[index] ?? 0) + (panelSums[index] ?? 0);
  }
}
