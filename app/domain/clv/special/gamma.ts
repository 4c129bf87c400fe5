/** Stirling's series is exact to the last digit from here on; smaller arguments are shifted up. */
const LARGE = 10;
const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * ln Γ(x), x > 0, to 4e-15 of the larger of 1 and itself. (Stirling's series; Abramowitz & Stegun
 * 6.1.41)
 */
export function logGamma(x: number): number {
  let product = 1;
  let z = x;
  for (; z < LARGE; z += 1) product *= z;
  const w = 1 / (z * z);
  const series =
    (1 / 12 +
      w *
        (-1 / 360 +
          w *
            (1 / 1260 + w * (-1 / 1680 + w * (1 / 1188 + w * (-691 / 360360 + w * (1 / 156))))))) /
    z;
  return (z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI + series - Math.log(product);
}

/** ψ(x) = d ln Γ(x) / dx, x > 0. (Abramowitz & Stegun 6.3.18) */
export function digamma(x: number): number {
  let shifted = 0;
  let z = x;
  for (; z < LARGE; z += 1) shifted += 1 / z;
  const w = 1 / (z * z);
  const series =
    w *
    (1 / 12 +
      w *
        (-1 / 120 +
          w * (1 / 252 + w * (-1 / 240 + w * (1 / 132 + w * (-691 / 32760 + w * (1 / 12)))))));
  return Math.log(z) - 0.5 / z - series - shifted;
}

/** ψ′(x), x > 0. (Abramowitz & Stegun 6.4.12) */
export function trigamma(x: number): number {
  let shifted = 0;
  let z = x;
  for (; z < LARGE; z += 1) shifted += 1 / (z * z);
  const w = 1 / (z * z);
  const series =
    w *
    (1 / 6 +
      w *
        (-1 / 30 + w * (1 / 42 + w * (-1 / 30 + w * (5 / 66 + w * (-691 / 2730 + w * (7 / 6)))))));
  return (1 + 0.5 / z + series) / z + shifted;
}
