/** A stream of pseudo-random numbers that depends on nothing but its seed. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number in [low, high], both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Picks with a probability proportional to the weight of each item. */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T;
  exponential(rate: number): number;
  normal(): number;
  gamma(shape: number, rate: number): number;
  beta(a: number, b: number): number;
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
  /** An independent stream: drawing from one never shifts what another yields. */
  split(name: string): Random;
}

/** @param seed any text; equal seeds give equal streams */
export function createRandom(seed: string): Random {
  const next = smallFastCounter(hashSeed(seed));
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const random: Random = {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (items) => itemAt(items, integer(0, items.length - 1)),
    weighted: (items, weight) => pickWeighted(items, weight, next()),
    exponential: (rate) => -Math.log(1 - next()) / rate,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    gamma: (shape, rate) => drawGamma(random, shape) / rate,
    beta: (a, b) => {
      const left = drawGamma(random, a);
      return left / (left + drawGamma(random, b));
    },
    hex: (digits) => Array.from({ length: digits }, () => integer(0, 15).toString(16)).join(''),
    split: (name) => createRandom(`${seed}/${name}`),
  };
  return random;
}

function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError('Cannot pick from an empty list');
  return item;
}

function pickWeighted<T>(items: readonly T[], weight: (item: T) => number, uniform: number): T {
  let total = 0;
  for (const item of items) total += weight(item);
  let left = uniform * total;
  for (const item of items) {
    left -= weight(item);
    if (left < 0) return item;
  }
  return itemAt(items, items.length - 1);
}

/** Marsaglia and Tsang 2000; a shape below one is boosted by a power of a uniform. */
function drawGamma(random: Random, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.next()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Four 32-bit words from any text (the xmur3 mixing function). */
function hashSeed(text: string): [number, number, number, number] {
  let hash = 1779033703 ^ text.length;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  const word = () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash >>> 0;
  };
  return [word(), word(), word(), word()];
}

/** The sfc32 generator: 128 bits of state, passes the usual test batteries. */
function smallFastCounter([first, second, third, count]: [number, number, number, number]) {
  let a = first;
  let b = second;
  let c = third;
  let counter = count;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}
