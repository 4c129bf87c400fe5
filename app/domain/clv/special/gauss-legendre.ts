/** Nodes in (0, 1), falling, and weights that sum to 1. */
export interface QuadratureRule {
  nodes: Float64Array;
  weights: Float64Array;
}

const rules: QuadratureRule[] = [];

/** The Gauss–Legendre rule of `order` nodes on (0, 1): exact for polynomials of degree 2·order − 1. */
export function gaussLegendre(order: number): QuadratureRule {
  const rule = rules[order] ?? computeRule(order);
  rules[order] = rule;
  return rule;
}

/** Newton's method on the Legendre polynomial, from Tricomi's guess at its roots. */
function computeRule(order: number): QuadratureRule {
  const nodes = new Float64Array(order);
  const weights = new Float64Array(order);
  for (let index = 0; index < order; index += 1) {
    let root = Math.cos((Math.PI * (index + 0.75)) / (order + 0.5));
    let slope = 1;
    for (let step = 0; step < 6; step += 1) {
      const [value, derivative] = legendre(order, root);
      slope = derivative;
      root -= value / derivative;
    }
    nodes[index] = (1 + root) / 2;
    weights[index] = 1 / ((1 - root * root) * slope * slope);
  }
  return { nodes, weights };
}

/** The Legendre polynomial of a degree and its derivative, inside (−1, 1). */
function legendre(degree: number, at: number): [value: number, derivative: number] {
  let previous = 0;
  let value = 1;
  for (let n = 0; n < degree; n += 1) {
    [previous, value] = [value, ((2 * n + 1) * at * value - n * previous) / (n + 1)];
  }
  return [value, (degree * (at * value - previous)) / (at * at - 1)];
}
