import { gaussLegendre } from '../special/gauss-legendre.ts';
import { DropoutWindow } from './dropout-window.ts';
import type { ParetoNbdParameters } from './parameters.ts';

/** Beyond e^−FALL of its start the integrand adds nothing to a sum of doubles. */
const FALL = 37;
/** What 24 nodes integrate to the last digits: so long, and so many e-folds of change. */
const PANEL = 2;
const FALL_OF_PANEL = 8;

/**
 * P(X(t) = x): the probability that a new customer buys again x times within a time t.
 * (Fader & Hardie 2006, "Deriving an expression for P(X(t)=x) under the Pareto/NBD model")
 */
export function probabilityOfPurchases(
  parameters: ParetoNbdParameters,
  x: number,
  t: number,
): number {
  if (t === 0) return x === 0 ? 1 : 0;
  if (x === 0) return probabilityOfNone(parameters, t);
  const { r, alpha, s, beta } = parameters;
  let logAlive = -r * Math.log1p(t / alpha) - s * Math.log1p(t / beta);
  for (let k = 0; k < x; k += 1) logAlive += Math.log(((r + k) / (1 + k)) * (t / (alpha + t)));
  const { peak, mass } = droppedOverAlive(parameters, x, t);
  return Math.exp(logAlive) + mass * Math.exp(logAlive + peak);
}

function probabilityOfNone(parameters: ParetoNbdParameters, t: number): number {
  const window = new DropoutWindow(parameters);
  window.locate(0, 0, t);
  return Math.exp(-window.survivalCost) + window.dropped();
}

/**
 * Those who bought x times and dropped out at y < t, to those who did and are alive at t:
 * s ∫ (y/t)^x ((α+t)/(α+y))^(r+x) ((β+t)/(β+y))^s dy/(β+y) over (0, t), as mass · e^peak. Over
 * w = ln(t/y) the integrand is log-concave and analytic within π of the real axis.
 */
function droppedOverAlive({ r, alpha, s, beta }: ParetoNbdParameters, x: number, t: number) {
  const logAt = (w: number) => {
    const y = t * Math.exp(-w);
    const growth = (r + x) * Math.log((alpha + t) / (alpha + y)) - x * w;
    return growth + s * Math.log((beta + t) / (beta + y)) + Math.log(y / (beta + y));
  };
  const slopeAt = (w: number) => {
    const y = t * Math.exp(-w);
    return ((r + x) * y) / (alpha + y) + ((s + 1) * y) / (beta + y) - x - 1;
  };
  let peak = logAt(0);
  let end = FALL / (x + 1);
  for (; logAt(end) > peak - FALL; end *= 1.5) peak = Math.max(peak, logAt(end));
  const steepest = Math.max(Math.abs(slopeAt(0)), Math.abs(slopeAt(end)));
  const panels = Math.ceil(end * Math.max(1 / PANEL, steepest / FALL_OF_PANEL));
  const { nodes, weights } = gaussLegendre(24);
  let sum = 0;
  for (let panel = 0; panel < panels; panel += 1) {
    for (let index = 0; index < nodes.length; index += 1) {
      const w = ((panel + (nodes[index] ?? 0)) * end) / panels;
      sum += (weights[index] ?? 0) * Math.exp(logAt(w) - peak);
    }
  }
  return { peak, mass: (s * sum * end) / panels };
}
