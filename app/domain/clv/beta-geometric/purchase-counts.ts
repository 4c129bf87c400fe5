/** Purchases beyond this many are not told apart. */
const MOST = 1 << 20;
/** What is left of the distribution may be left out. */
const LEFT_OUT = 1e-9;
const ROUNDING = 1e-16;
/** Most counts are no further beyond the mode. */
const MARGIN = 128;

/** What of those in a state come at the rate of which Gamma(r), with how many phases passed. */
export interface PhaseShare {
  share: number;
  r: number;
  phase: number;
}

/**
 * P(X = n), n = 0, 1, 2 …, of a customer who is alive, within a time τ·α. With M the purchases if
 * there were no dropout, and s_n the probability to survive n chances to drop out,
 *
 *   P(X = n) = s_n P(M = n) + (s_(n−1) − s_n) P(M ≥ n),
 *
 * for he who bought n times either is still there or stopped then (Fader, Hardie & Lee 2005, eq. 8).
 * Ends where what is left is below 1e-9, or at 2^20.
 * @param phases how many make a purchase
 */
export function purchaseCounts(
  { a, b }: { a: number; b: number },
  { shares, phases }: { shares: readonly PhaseShare[]; phases: number },
  time: number,
): Float64Array {
  const chances = purchasesWithoutDropout(shares, phases, time);
  const beyond = chances.slice();
  for (let n = beyond.length - 2; n >= 0; n -= 1) {
    beyond[n] = (beyond[n] ?? 0) + (beyond[n + 1] ?? 0);
  }
  let survived = 1;
  for (let n = 1; n < chances.length; n += 1) {
    const left = survived * (beyond[n] ?? 0);
    if (left < LEFT_OUT) return chances.subarray(0, n);
    const before = b + n - 1;
    survived *= before / (a + before);
    chances[n] = survived * (chances[n] ?? 0) + (a / (a + before)) * left;
  }
  return chances;
}

function purchasesWithoutDropout(
  shares: readonly PhaseShare[],
  phases: number,
  time: number,
): Float64Array {
  const counted = shares.map(({ r }) => countsWithoutDropout(r, time));
  const [only] = counted;
  if (only && phases === 1) return only;
  const longest = Math.max(...counted.map(({ length }) => length));
  const chances = new Float64Array(Math.floor((longest + phases - 2) / phases) + 1);
  shares.forEach(({ share, phase }, at) => {
    const counts = counted[at] ?? chances;
    let [purchases, passed] = [0, phase];
    for (let n = 0; n < counts.length; n += 1) {
      chances[purchases] = (chances[purchases] ?? 0) + share * (counts[n] ?? 0);
      passed += 1;
      if (passed < phases) continue;
      passed = 0;
      purchases += 1;
    }
  });
  return chances;
}

/**
 * The negative binomial distribution with mean r·time: relative to its mode, so that nothing
 * underflows, and then divided by the sum.
 */
function countsWithoutDropout(r: number, time: number): Float64Array {
  const z = time / (1 + time);
  const mode = Math.min(MOST - 1, Math.max(0, Math.floor((r - 1) * time)));
  let counts = new Float64Array(mode + MARGIN);
  counts[mode] = 1;
  let total = 1;
  let chance = 1;
  for (let n = mode; n > 0 && chance > ROUNDING; n -= 1) {
    chance *= n / ((r + n - 1) * z);
    counts[n - 1] = chance;
    total += chance;
  }
  chance = 1;
  let length = mode + 1;
  for (; length < MOST && chance > ROUNDING * (1 - z); length += 1) {
    if (length === counts.length) counts = withRoom(counts);
    chance *= ((r + length - 1) / length) * z;
    counts[length] = chance;
    total += chance;
  }
  for (let n = 0; n < length; n += 1) counts[n] = (counts[n] ?? 0) / total;
  return counts.subarray(0, length);
}

function withRoom(counts: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const more = new Float64Array(2 * counts.length);
  more.set(counts);
  return more;
}
