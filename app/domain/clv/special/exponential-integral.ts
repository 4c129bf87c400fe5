/** From here on the continued fraction converges within some forty steps. */
const FRACTION_FROM = 2;

/**
 * e^z E_s(z) = ∫ (1+u)^−s e^(−zu) du over (0, ∞), the generalised exponential integral without its
 * exponential decay, for real s and z > 0 (DLMF 8.19). Relative error below 1e-14, whole s included,
 * where the textbook's difference of Γ(1−s) z^(s−1) and a series is 0/0.
 */
export function scaledExponentialIntegral(s: number, z: number): number {
  if (z >= FRACTION_FROM) return continuedFraction(s, z);
  // Up to 1+u = FRACTION_FROM/z a series in z(1+u) of at most FRACTION_FROM; beyond it a smaller
  // integral of the same form.
  const way = Math.log(FRACTION_FROM / z);
  const rest = Math.exp((1 - s) * way - FRACTION_FROM + z);
  return Math.exp(z) * nearPart(s, z, way) + rest * continuedFraction(s, FRACTION_FROM);
}

/** Σ (−z)^k/k! ∫ e^((1−s+k)w) dw over (0, way), with e^way = FRACTION_FROM/z. */
function nearPart(s: number, z: number, way: number): number {
  const grown = Math.exp((1 - s) * way);
  let atStart = 1;
  let atEnd = 1;
  let sum = 0;
  for (let k = 0; k < 60; k += 1) {
    const power = 1 - s + k;
    const integral =
      Math.abs(power * way) < 1
        ? atStart * way * exponentialMean(power * way)
        : (atEnd * grown - atStart) / power;
    sum += integral;
    atStart *= -z / (k + 1);
    atEnd *= -FRACTION_FROM / (k + 1);
    if (Math.abs(atEnd) * grown < 1e-17 * sum && Math.abs(atStart) < 1e-17 * sum) break;
  }
  return sum;
}

/** The mean of e^(ut) over t in (0, 1): (e^u − 1)/u, and 1 at 0. */
export function exponentialMean(u: number): number {
  return u === 0 ? 1 : Math.expm1(u) / u;
}

/** 1/(z+s − 1·s/(z+s+2 − 2(s+1)/(z+s+4 − …))), by Lentz's method (DLMF 8.19.17, even part). */
function continuedFraction(s: number, z: number): number {
  let denominator = z + s;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / denominator;
  let value = d;
  for (let n = 1; n < 500; n += 1) {
    const numerator = -n * (s + n - 1);
    denominator += 2;
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}
