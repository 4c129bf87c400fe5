import { DropoutWindow } from './dropout-window.ts';
import type { ParetoNbdParameters } from './parameters.ts';

/** A polynomial of so many terms holds over a panel of ln(min(α, β) + y) to the last digits. */
const TERMS = 12;
const LONGEST_PANEL = 0.5;
/** The end of time, in ln(min(α, β) + y) behind the largest T; it is the same for all D, and cancels. */
const TAIL = 40;

/** cos(j·angle of node k), by node, then j. */
const COSINES = Float64Array.from({ length: TERMS * TERMS }, (_, at) => {
  const angle = (Math.PI * (Math.floor(at / TERMS) + 0.5)) / TERMS;
  return Math.cos((at % TERMS) * angle);
});

/**
 * P(alive) of all customers of one frequency x. Of a `DropoutWindow` from t_x to T the dropped are
 *
 *   D(t_x) − survived · D(T)
 *
 * with D(y) those of the window from y to the end of time: one smooth function for all customers,
 * between 0 and 1. What the difference loses it loses against `survived`, so that P(alive) keeps its
 * digits. D is held as Chebyshev series over panels (Trefethen, "Approximation Theory and
 * Approximation Practice", chapters 3 and 8).
 */
export class DropoutCurve {
  readonly #window: DropoutWindow;
  readonly #x: number;
  readonly #low: number;
  readonly #panels: number;
  readonly #panelsPerLog: number;
  readonly #terms: Float64Array;

  /** @param latest the largest T */
  constructor(parameters: ParetoNbdParameters, x: number, latest: number) {
    this.#window = new DropoutWindow(parameters);
    this.#x = x;
    this.#low = Math.min(parameters.alpha, parameters.beta);
    const span = Math.log1p(latest / this.#low);
    this.#panels = panelsOver(span);
    this.#panelsPerLog = span > 0 ? this.#panels / span : 0;
    this.#terms = this.#interpolate(span);
  }

  /** How many integrals a curve of this range takes. */
  static integrals({ alpha, beta }: ParetoNbdParameters, latest: number): number {
    return TERMS * panelsOver(Math.log1p(latest / Math.min(alpha, beta)));
  }

  /** D(y), for y up to the largest T. */
  droppedAfter(y: number): number {
    const place = Math.log1p(y / this.#low) * this.#panelsPerLog;
    const panel = Math.min(Math.floor(place), this.#panels - 1);
    const twice = 4 * (place - panel) - 2;
    const terms = this.#terms;
    // Clenshaw's recurrence.
    let [next, afterNext] = [0, 0];
    for (let at = (panel + 1) * TERMS - 1; at > panel * TERMS; at -= 1) {
      const own = (terms[at] ?? 0) + twice * next - afterNext;
      afterNext = next;
      next = own;
    }
    return (terms[panel * TERMS] ?? 0) + (twice / 2) * next - afterNext;
  }

  /** @param droppedAfterT D(T), which customers of one age share */
  probabilityAlive(tx: number, T: number, droppedAfterT: number): number {
    const { r, alpha, s, beta } = this.#window.parameters;
    const quiet = T - tx;
    const cost =
      (r + this.#x) * Math.log1p(quiet / (alpha + tx)) + s * Math.log1p(quiet / (beta + tx));
    const survived = Math.exp(-cost);
    return survived / (survived + Math.max(0, this.droppedAfter(tx) - survived * droppedAfterT));
  }

  #interpolate(span: number): Float64Array {
    const terms = new Float64Array(this.#panels * TERMS);
    const end = this.#low * Math.expm1(span + TAIL);
    for (let node = 0; node < terms.length; node += 1) {
      const [panel, own] = [Math.floor(node / TERMS), node % TERMS];
      const within = (1 + (COSINES[own * TERMS + 1] ?? 0)) / 2;
      const log = ((panel + within) / this.#panels) * span;
      this.#window.locate(this.#x, this.#low * Math.expm1(log), end);
      const value = this.#window.dropped();
      for (let j = 0; j < TERMS; j += 1) {
        const share = ((j === 0 ? 1 : 2) / TERMS) * (COSINES[own * TERMS + j] ?? 0);
        const at = panel * TERMS + j;
        terms[at] = (terms[at] ?? 0) + share * value;
      }
    }
    return terms;
  }
}

function panelsOver(span: number): number {
  return Math.max(1, Math.ceil(span / LONGEST_PANEL));
}
