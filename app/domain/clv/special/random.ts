/** Random numbers that are the same for the same seed. */
export interface Random {
  /** Within (0, 1). */
  uniform(): number;
  /** With mean 1. */
  exponential(): number;
  /** With this shape and rate 1. */
  gamma(shape: number): number;
  beta(a: number, b: number): number;
}

export function createRandom(seed: number): Random {
  const uniform = createUniform(seed);
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * uniform() ** (1 / shape);
    return sampleGamma(uniform, shape);
  };
  return {
    uniform,
    exponential: () => -Math.log(uniform()),
    gamma,
    beta(a, b) {
      const one = gamma(a);
      return one / (one + gamma(b));
    },
  };
}

/** The generator sfc32 of PractRand, 53 bits of two numbers at a time. */
function createUniform(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, (seed / 2 ** 32) | 0, 0x9e3779b9 | 0, 1];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 16; warmUp += 1) next();
  return () => ((next() >>> 6) * 2 ** 27 + (next() >>> 5) + 0.5) / 2 ** 53;
}

/** Marsaglia & Tsang (2000), for a shape of at least 1. */
function sampleGamma(uniform: () => number, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = sampleNormal(uniform);
    const v = (1 + c * normal) ** 3;
    if (v <= 0) continue;
    if (Math.log(uniform()) < 0.5 * normal * normal + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** Box & Muller (1958). */
function sampleNormal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
