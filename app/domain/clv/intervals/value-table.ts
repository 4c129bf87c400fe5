import type { GammaGammaParameters } from '../gamma-gamma/parameters.ts';
import { digamma, trigamma } from '../special/gamma.ts';
import { logBeta, regularizedBeta } from '../special/incomplete-beta.ts';

/** Counts up to here stand for themselves; above, so many more at a time do for those between. */
const EXACT_COUNTS = 16;
const GROWTH = 1.12;
/** Steps of the grid to a standard deviation of the narrowest distribution, and how many at most. */
const STEPS = 4;
const MOST_STEPS = 160;
/** Standard deviations of the logarithm that the grid extends beyond the mean. */
const REACH = 4;

/**
 * How the values of n purchases of a customer with x repeat purchases add up. In units of v + x·m,
 * the sum of n values is a Gamma(p·n) over a Gamma(p·x + q) number, so P(sum ≤ y) is
 * I_(y/(1+y))(p·n, p·x + q), which depends on x and n alone.
 */
export class ValueTable {
  /** Rising logarithms of y. */
  readonly logs: Float64Array;
  readonly #counts: Float64Array;
  /** By count, then by y. */
  readonly #cumulative: Float64Array;

  /** @param most the largest count */
  constructor({ p, q }: Pick<GammaGammaParameters, 'p' | 'q'>, x: number, most: number) {
    const shape = p * x + q;
    this.#counts = countNodes(most);
    this.logs = gridOf(p, shape, most);
    const { length } = this.logs;
    this.#cumulative = new Float64Array(this.#counts.length * length);
    this.#counts.forEach((n, node) => {
      const logB = logBeta(p * n, shape);
      this.logs.forEach((log, at) => {
        const share = 1 / (1 + Math.exp(-log));
        this.#cumulative[node * length + at] = regularizedBeta(share, p * n, shape, logB);
      });
    });
  }

  /**
   * P(sum ≤ y) at each y of the grid.
   * @param cumulative P(N ≤ n) of the number of purchases
   */
  mixOver(cumulative: Float64Array): Float64Array {
    const { length } = this.logs;
    const mixed = new Float64Array(length).fill(cumulative[0] ?? 0);
    const masses = this.#massesOf(cumulative);
    for (let node = 0; node < masses.length; node += 1) {
      const mass = masses[node] ?? 0;
      if (mass === 0) continue;
      for (let at = 0; at < length; at += 1) {
        mixed[at] = (mixed[at] ?? 0) + mass * (this.#cumulative[node * length + at] ?? 0);
      }
    }
    return mixed;
  }

  /** Counts between two nodes go to both, so that the mean stays. */
  #massesOf(cumulative: Float64Array): Float64Array {
    const counts = this.#counts;
    const masses = new Float64Array(counts.length);
    let node = 0;
    for (let n = 1; n < cumulative.length; n += 1) {
      while ((counts[node + 1] ?? Number.POSITIVE_INFINITY) <= n) node += 1;
      const probability = (cumulative[n] ?? 0) - (cumulative[n - 1] ?? 0);
      const [below = 0, above = below + 1] = counts.subarray(node, node + 2);
      const share = (n - below) / (above - below);
      masses[node] = (masses[node] ?? 0) + probability * (1 - share);
      if (share > 0) masses[node + 1] = (masses[node + 1] ?? 0) + probability * share;
    }
    return masses;
  }
}

function countNodes(most: number): Float64Array {
  const nodes: number[] = [];
  for (let n = 1; n < most; n = n < EXACT_COUNTS ? n + 1 : Math.ceil(n * GROWTH)) nodes.push(n);
  nodes.push(Math.max(1, most));
  return Float64Array.from(nodes);
}

/** ln y has the mean ψ(a) − ψ(b) and the variance ψ′(a) + ψ′(b). */
function gridOf(p: number, shape: number, most: number): Float64Array {
  const meanOf = (n: number) => digamma(p * n) - digamma(shape);
  const deviationOf = (n: number) => Math.sqrt(trigamma(p * n) + trigamma(shape));
  const count = Math.max(1, most);
  const low = meanOf(1) - REACH * deviationOf(1);
  const high = meanOf(count) + REACH * deviationOf(count);
  const steps = Math.min(MOST_STEPS, Math.ceil(((high - low) * STEPS) / deviationOf(count)));
  return Float64Array.from({ length: steps + 1 }, (_, at) => low + ((high - low) * at) / steps);
}
