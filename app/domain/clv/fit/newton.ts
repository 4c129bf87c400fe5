/** A log-likelihood with its exact derivatives by the logarithms of the parameters. */
export interface Likelihood {
  value: number;
  gradient: Float64Array;
  /** Row-major. */
  hessian: Float64Array;
}

export interface Maximum {
  /** The logarithms of the parameters. */
  at: Float64Array;
  likelihood: Likelihood;
  iterations: number;
  /** False where no step led higher, the steps ran out, or a ridge leads to zero or infinity. */
  isConverged: boolean;
}

const MAX_ITERATIONS = 100;
/** A step changes no parameter by more than a factor of e². */
const MAX_STEP = 2;
/** Newton's method squares the error: beyond a step of this length nothing is left. */
const LAST_STEP = 1e-7;
/** Differences of the value below this share of it, or of 1, are rounding. */
const NOISE = 1e-12;
const SUFFICIENT_GAIN = 1e-4;
const MAX_DAMPING = 1e12;
/** A longer step that gains nothing leads along a ridge, to zero or to infinity. */
const FLAT = 1e-6;
/** Steps below the noise that are taken on trust: Newton's method squares the error each time. */
const TRUSTED_STEPS = 4;

/**
 * Climbs to a maximum of a likelihood by Newton's method on its exact Hessian, damped where that is
 * not negative definite or a step gains too little (Nocedal & Wright 2006, sections 3.4 and 4.3). The
 * last steps gain less than the value's rounding; they are taken while they shrink.
 * @param from logarithms of the first parameters
 */
export function climb(
  likelihoodAt: (parameters: Float64Array) => Likelihood,
  from: Float64Array,
): Maximum {
  let at = from;
  let likelihood = likelihoodAt(at);
  let damping = 0;
  let trusted = 0;
  let lastSize = Number.POSITIVE_INFINITY;
  for (let iterations = 0; iterations < MAX_ITERATIONS; iterations += 1) {
    const step = newtonStep(likelihood, damping);
    const size = step ? Math.max(...step.map(Math.abs)) : Number.POSITIVE_INFINITY;
    if (!step || size > MAX_STEP) {
      damping = damping === 0 ? 1e-3 : damping * 4;
      if (damping > MAX_DAMPING) return { at, likelihood, iterations, isConverged: false };
      continue;
    }
    const gain = dot(likelihood.gradient, step) / 2;
    const noise = NOISE * Math.max(1, Math.abs(likelihood.value));
    const next = at.map((value, index) => value + (step[index] ?? 0));
    if (damping === 0 && gain < noise) {
      if (size < LAST_STEP) return { at: next, likelihood, iterations, isConverged: true };
      if (trusted >= TRUSTED_STEPS || size > lastSize) {
        return { at, likelihood, iterations, isConverged: size < FLAT };
      }
      trusted += 1;
    }
    const candidate = likelihoodAt(next);
    if (!(candidate.value >= likelihood.value + SUFFICIENT_GAIN * gain - noise)) {
      damping = damping === 0 ? 1e-3 : damping * 4;
      if (damping > MAX_DAMPING) return { at, likelihood, iterations, isConverged: false };
      continue;
    }
    at = next;
    likelihood = candidate;
    lastSize = size;
    damping = damping < 1e-5 ? 0 : damping / 10;
  }
  return { at, likelihood, iterations: MAX_ITERATIONS, isConverged: false };
}

/** (D − H)⁻¹ g with D the damped diagonal; null where that is not positive definite. */
function newtonStep({ gradient, hessian }: Likelihood, damping: number): Float64Array | null {
  const size = gradient.length;
  const matrix = hessian.map((value) => -value);
  for (let i = 0; i < size; i += 1) {
    const diagonal = matrix[i * size + i] ?? 0;
    matrix[i * size + i] = diagonal + damping * Math.max(Math.abs(diagonal), 1e-8);
  }
  const factor = choleskyFactor(matrix, size);
  return factor && solveFactored(factor, gradient);
}

/** The lower factor L of a symmetric L Lᵀ, row-major; null where it is not positive definite. */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array | null {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * size + j] ?? 0;
      for (let k = 0; k < j; k += 1) {
        sum -= (factor[i * size + k] ?? 0) * (factor[j * size + k] ?? 0);
      }
      if (i !== j) factor[i * size + j] = sum / (factor[j * size + j] ?? 0);
      else if (sum > 0) factor[i * size + i] = Math.sqrt(sum);
      else return null;
    }
  }
  return factor;
}

/** x of L Lᵀ x = right. */
export function solveFactored(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const solution = right.slice();
  for (let i = 0; i < size; i += 1) {
    let sum = solution[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= (factor[i * size + k] ?? 0) * (solution[k] ?? 0);
    solution[i] = sum / (factor[i * size + i] ?? 0);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = solution[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) sum -= (factor[k * size + i] ?? 0) * (solution[k] ?? 0);
    solution[i] = sum / (factor[i * size + i] ?? 0);
  }
  return solution;
}

/** The covariance of the logarithms at a maximum: the inverse of −H. Null where H is singular. */
export function covarianceAt({ gradient, hessian }: Likelihood): Float64Array | null {
  const size = gradient.length;
  const factor = choleskyFactor(
    hessian.map((value) => -value),
    size,
  );
  if (!factor) return null;
  const covariance = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    solveFactored(factor, unit).forEach((value, row) => {
      covariance[row * size + column] = value;
    });
  }
  return covariance;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
