import { gaussLegendre } from '../special/gauss-legendre.ts';
import type { ParetoNbdParameters } from './parameters.ts';

/** Beyond e^−FALL of its start the integrand adds nothing to a sum of doubles. */
const FALL = 37;
const MOST_NODES = 32;
const LONGEST_PANEL = 6;

/**
 * The part of a customer's likelihood that must be integrated: the moment y of dropping out lies in
 * the window (t_x, T), or is still ahead at T. Divided by the value at t_x, the likelihood is
 *
 *   Q = survived + dropped
 *   survived = ((α+t_x)/(α+T))^(r+x) ((β+t_x)/(β+T))^s
 *   dropped = s ∫ ((α+t_x)/(α+y))^(r+x) ((β+t_x)/(β+y))^s dy/(β+y)  over (t_x, T)
 *
 * (Fader & Hardie 2005, "A note on deriving the Pareto/NBD model", before the integral is written
 * as a difference of two 2F1.) Every term is positive, so nothing cancels. In the variable
 * ln(min(α,β)+y) the integrand is analytic within π of the real axis, and 6 to 20 Gauss–Legendre
 * nodes give it to the last digits, whichever of α and β is larger.
 *
 * One object serves all customers of one parameter set: `locate` a history, then read.
 */
export class DropoutWindow {
  readonly parameters: ParetoNbdParameters;
  /** Whether α, and not β, is the smaller of the two, "low" below. */
  readonly alphaIsLow: boolean;
  readonly #low: number;
  readonly #high: number;
  /** ln((low+T)/(low+t_x)) and ln((high+T)/(high+t_x)). */
  lowSpan = 0;
  highSpan = 0;
  /** −ln survived. */
  survivalCost = 0;
  /** The integrand over lowLog = ln((low+y)/(low+t_x)) is scale · e^(−lowPower·lowLog − highPower·highLog). */
  scale = 0;
  lowPower = 0;
  highPower = 0;
  /** (low+t_x)/(high+t_x): highLog = ln(1 + ratio·(e^lowLog − 1)). */
  ratio = 1;
  /** The value of lowLog up to which there is something to integrate. */
  end = 0;
  /** Equal panels that the way to `end` is cut into, and Gauss–Legendre nodes in each. */
  panels = 1;
  order = 0;

  constructor(parameters: ParetoNbdParameters) {
    const { alpha, beta } = parameters;
    this.parameters = parameters;
    this.alphaIsLow = alpha < beta;
    this.#low = Math.min(alpha, beta);
    this.#high = Math.max(alpha, beta);
  }

  /** Moves the window to a history: x, t_x and T in the unit of α and β. */
  locate(x: number, tx: number, T: number): void {
    const { r, s } = this.parameters;
    const low = this.#low + tx;
    const high = this.#high + tx;
    this.ratio = low / high;
    this.lowSpan = Math.log1p((T - tx) / low);
    this.highSpan = Math.log1p((T - tx) / high);
    if (this.alphaIsLow) {
      this.survivalCost = (r + x) * this.lowSpan + s * this.highSpan;
      this.lowPower = r + x - 1;
      this.highPower = s + 1;
      this.scale = s * this.ratio;
    } else {
      this.survivalCost = (r + x) * this.highSpan + s * this.lowSpan;
      this.lowPower = s;
      this.highPower = r + x;
      this.scale = s;
    }
    this.#plan();
  }

  /** s ∫ … of the description above. */
  dropped(): number {
    if (this.end === 0) return 0;
    const { ratio, lowPower, highPower, panels } = this;
    const { nodes, weights } = gaussLegendre(this.order);
    const width = this.end / panels;
    let sum = 0;
    for (let panel = 0; panel < panels; panel += 1) {
      for (let index = 0; index < nodes.length; index += 1) {
        const lowLog = (panel + (nodes[index] ?? 0)) * width;
        const highLog = Math.log1p(ratio * Math.expm1(lowLog));
        sum += (weights[index] ?? 0) * Math.exp(-lowPower * lowLog - highPower * highLog);
      }
    }
    return this.scale * width * sum;
  }

  /** Cuts off what has vanished and counts the nodes that the rest needs, found by trial. */
  #plan(): void {
    this.end = this.lowSpan;
    let fall = this.lowPower * this.lowSpan + this.highPower * this.highSpan;
    if (fall > FALL) fall = this.#shorten(fall);
    // Without purchases the integrand may rise before it falls.
    const rise = Math.max(0, -this.lowPower) * this.end;
    const bend = Math.max(0, fall) + 2 * rise;
    const needed = Math.ceil(4 + 2.6 * Math.sqrt(bend) + 2.1 * this.end);
    this.panels = Math.ceil(Math.max(needed / MOST_NODES, this.end / LONGEST_PANEL));
    this.order = Math.min(needed, MOST_NODES);
  }

  /** Newton's method from the right, which on a convex function never passes the root. */
  #shorten(fallAtEnd: number): number {
    let fall = fallAtEnd;
    while (fall > FALL + 3) {
      const grown = this.ratio * Math.expm1(this.end);
      const slope = this.lowPower + (this.highPower * (this.ratio + grown)) / (1 + grown);
      this.end -= (fall - FALL) / slope;
      const highLog = Math.log1p(this.ratio * Math.expm1(this.end));
      fall = this.lowPower * this.end + this.highPower * highLog;
    }
    return fall;
  }
}
