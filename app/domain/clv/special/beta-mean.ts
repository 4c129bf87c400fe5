import { gaussLegendre } from './gauss-legendre.ts';

/** Beyond e^−FALL of its peak an integrand adds nothing to a sum of doubles. */
const FALL = 45;
const NODES = 24;
const LEAST_PANELS = 12;

/**
 * The mean of a positive function over p ~ Beta(a, b). Over w = ln(p/(1−p)) the density is analytic
 * within π of the real axis, and log-concave; where a or b is small, a tail reaches far out on which
 * the function no longer changes, and is known.
 * @param f falling, with no singularity in w nearer than π
 * @param steepest at least |f′/f|, and so large that f(0) is at most f(1)(1 + steepest)
 */
export function meanOverBeta(
  { a, b }: { a: number; b: number },
  f: (p: number) => number,
  steepest: number,
): number {
  const mode = Math.log(a / b);
  const logFall = createLogFall(a, b);
  const reach = Math.log1p(steepest + a + b);
  const fall = FALL + Math.log1p(steepest);
  const left = boundOf(logFall, Math.min(-FALL - reach - mode, -1e-3), fall);
  const right = boundOf(logFall, Math.max(FALL + reach - mode, 1e-3), fall);
  const { nodes, weights } = gaussLegendre(NODES);
  const panels = Math.max(LEAST_PANELS, Math.ceil(right - left));
  const width = (right - left) / panels;
  let total = Math.exp(-logFall(left)) / a;
  let sum = total * f(0);
  const rest = Math.exp(-logFall(right)) / b;
  total += rest;
  sum += rest * f(1);
  for (let panel = 0; panel < panels; panel += 1) {
    for (let index = 0; index < NODES; index += 1) {
      const distance = left + (panel + (nodes[index] ?? 0)) * width;
      const weight = (weights[index] ?? 0) * width * Math.exp(-logFall(distance));
      total += weight;
      sum += weight * f(1 / (1 + Math.exp(-mode - distance)));
    }
  }
  return sum / total;
}

/** By the distance from its mode in w, how far the logarithm of the density has fallen. */
function createLogFall(a: number, b: number): (distance: number) => number {
  const [p, q] = [a / (a + b), b / (a + b)];
  return (distance) =>
    distance < 0
      ? (a + b) * Math.log1p(p * Math.expm1(distance)) - a * distance
      : (a + b) * Math.log1p(q * Math.expm1(-distance)) + b * distance;
}

/** Where the density has fallen by `fall`, or `end` where it has not by then. */
function boundOf(logFall: (distance: number) => number, end: number, fall: number): number {
  let [inside, outside] = [0, end];
  if (logFall(outside) < fall) return outside;
  for (let step = 0; step < 50; step += 1) {
    const middle = (inside + outside) / 2;
    if (logFall(middle) < fall) inside = middle;
    else outside = middle;
  }
  return outside;
}
