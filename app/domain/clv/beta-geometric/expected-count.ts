import { meanOverBeta } from '../special/beta-mean.ts';
import { expectedAtDropout } from './certain-dropout.ts';

/** More terms than this cost more than the integral. */
const MOST_TERMS = 2048;
/** Between two looks at whether the rest still counts. */
const BLOCK = 16;
/** N counts up to so many deviations from its mean, and z^n up to FALL/(1 − z) terms. */
const SPREAD = 9;
const FALL = 40;
/** e^−LARGEST_FALL is still far from the smallest double. */
const LARGEST_FALL = 600;
const ROUNDING = 1e-17;

/** A customer who is alive: his phases come at a rate λ ~ Gamma(r, rate α). */
export interface PhaseState {
  r: number;
  a: number;
  b: number;
  /** How many phases make a purchase: 1 where purchases themselves come at the rate λ. */
  phases?: number;
  /** How many have passed since his last purchase; none if not said. */
  phase?: number;
}

/**
 * The purchases to be expected of a customer who is alive, with λ ~ Gamma(r, rate α) and, after
 * each purchase, a dropout probability p ~ Beta(a, b), within a time τ·α:
 *
 *   E[(1 − (1 + pτ)^−r)/p] = Σ P(N = n) S_n over n ≥ 1,   S_n = Σ B(a, b+k)/B(a, b) over k < n,
 *
 * N being the purchases if there were no dropout (negative binomial with r and z = τ/(1+τ)), and
 * S_n those of N = n that dropout leaves. Every term is positive, and nothing is special at a = 1,
 * where the closed form of Fader, Hardie & Lee (2005, eq. 10) cancels. Where z is so near 1 that the
 * sum is long, the mean over p is integrated.
 *
 * Where several phases make a purchase, N counts them, and S is that of the purchases they make.
 */
export class ExpectedCount {
  readonly #r: number;
  readonly #a: number;
  readonly #b: number;
  readonly #phases: number;
  readonly #phase: number;
  /** For N = n+1: its probability over that of n and z, and S of its purchases. */
  #rises = new Float64Array(0);
  #sums = new Float64Array(0);

  constructor({ r, a, b, phases = 1, phase = 0 }: PhaseState) {
    this.#r = r;
    this.#a = a;
    this.#b = b;
    this.#phases = phases;
    this.#phase = phase;
  }

  /** @param time τ, from 0 */
  within(time: number): number {
    if (time === 0) return 0;
    if (this.#a === 0 && this.#phases === 1) return this.#r * time;
    const fall = this.#r * Math.log1p(time);
    const mean = this.#r * time;
    const terms = mean + SPREAD * Math.sqrt(mean * (1 + time)) + FALL * (1 + time);
    if (fall > LARGEST_FALL || terms > MOST_TERMS) return this.#integrate(time);
    return this.#sum(time / (1 + time), Math.exp(-fall)) ?? this.#integrate(time);
  }

  /** Null where MOST_TERMS are too few. */
  #sum(z: number, none: number): number | null {
    let chance = none;
    let sum = 0;
    for (let start = 0; start < MOST_TERMS; start += BLOCK) {
      if (start + BLOCK > this.#rises.length) this.#extend();
      const [rises, sums] = [this.#rises, this.#sums];
      const end = start + BLOCK;
      for (let n = start; n < end; n += 1) {
        chance *= (rises[n] ?? 0) * z;
        sum += chance * (sums[n] ?? 0);
      }
      const ratio = z * (rises[end - 1] ?? 0) * (1 + this.#phases / end);
      const rest = (chance * (sums[end - 1] ?? 0) * ratio) / (1 - ratio);
      if (ratio < 1 && rest < ROUNDING * sum) return sum;
    }
    return null;
  }

  #extend(): void {
    const length = Math.max(8 * BLOCK, 2 * this.#rises.length);
    this.#rises = Float64Array.from({ length }, (_, n) => (this.#r + n) / (n + 1));
    this.#sums = new Float64Array(length);
    let survived = 1;
    let sum = 0;
    let purchases = 0;
    for (let n = 0; n < length; n += 1) {
      if ((this.#phase + n + 1) % this.#phases === 0) {
        sum += survived;
        survived *= (this.#b + purchases) / (this.#a + this.#b + purchases);
        purchases += 1;
      }
      this.#sums[n] = sum;
    }
  }

  #integrate(time: number): number {
    const state = { r: this.#r, phases: this.#phases, phase: this.#phase };
    const count = (p: number) => expectedAtDropout(state, time, p);
    if (this.#a === 0) return count(0);
    return meanOverBeta({ a: this.#a, b: this.#b }, count, (this.#r + 1) * (time + 1));
  }
}
