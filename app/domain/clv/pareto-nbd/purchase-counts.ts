import { gaussLegendre } from '../special/gauss-legendre.ts';
import { DropoutWindow } from './dropout-window.ts';
import type { ParetoNbdParameters } from './parameters.ts';

/** What is left of the probabilities when they end. */
const REST = 1e-9;
const MOST_COUNTS = 1 << 16;
const NODES = 48;
/** What so many nodes integrate to the last digits: an interval of ln(min(α, β) + y) so long. */
const LONGEST_PANEL = 1.5;

/**
 * P(X(t) = n) of a new customer for n = 0, 1, 2 …, up to where what is left is below 1e-9: the mean
 * over the moment y of dropping out, before t or not, of what the NBD says of a time y. All n share
 * the nodes, from one n to the next each node takes one product.
 * (Fader & Hardie 2006, "Deriving an expression for P(X(t)=x) under the Pareto/NBD model")
 * @param parameters those of a customer who has bought, too: r + x, α + T, s, β + T where alive at T
 */
export function probabilitiesOfPurchases(parameters: ParetoNbdParameters, t: number): Float64Array {
  const { masses, growths } = placeNodes(parameters, t);
  const counts: number[] = [];
  let rest = 1;
  for (let n = 0; rest >= REST && n < MOST_COUNTS; n += 1) {
    const factor = (parameters.r + n) / (n + 1);
    let probability = 0;
    for (let at = 0; at < masses.length; at += 1) {
      const mass = masses[at] ?? 0;
      probability += mass;
      masses[at] = mass * factor * (growths[at] ?? 0);
    }
    counts.push(probability);
    rest -= probability;
  }
  return Float64Array.from(counts);
}

/** The first of them alone, to the last digits however little it is. */
export function probabilityOfNoPurchase(parameters: ParetoNbdParameters, t: number): number {
  const window = new DropoutWindow(parameters);
  window.locate(0, 0, t);
  return Math.exp(-window.survivalCost) + window.dropped();
}

/** For each moment y its probability times that of no purchase until it, and y/(α + y). */
function placeNodes({ r, alpha, s, beta }: ParetoNbdParameters, t: number) {
  const low = Math.min(alpha, beta);
  const span = s > 0 ? Math.log1p(t / low) : 0;
  const panels = Math.ceil(span / LONGEST_PANEL);
  const { nodes, weights } = gaussLegendre(NODES);
  const masses = new Float64Array(panels * NODES + 1);
  const growths = new Float64Array(masses.length);
  const width = span / panels;
  for (let at = 0; at < panels * NODES; at += 1) {
    const log = (Math.floor(at / NODES) + (nodes[at % NODES] ?? 0)) * width;
    const y = low * Math.expm1(log);
    // s (β/(β+y))^s dy/(β+y), with dy = (low + y) d ln(low + y).
    const dropout = s * Math.exp(-s * Math.log1p(y / beta)) * ((low + y) / (beta + y));
    const share = (weights[at % NODES] ?? 0) * width * dropout;
    masses[at] = share * Math.exp(-r * Math.log1p(y / alpha));
    growths[at] = y / (alpha + y);
  }
  masses[panels * NODES] = Math.exp(-s * Math.log1p(t / beta) - r * Math.log1p(t / alpha));
  growths[panels * NODES] = t / (alpha + t);
  return { masses, growths };
}
