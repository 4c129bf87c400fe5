/** Purchases beyond this many are not told apart. */
const MOST = 1 << 20;
/** What is left of the distribution may be left out. */
const LEFT_OUT = 1e-9;
const ROUNDING = 1e-18;

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
  const counts: number[] = [];
  let survived = 1;
  for (let n = 0; n < chances.length; n += 1) {
    const before = survived;
    if (n > 0) survived *= (b + n - 1) / (a + b + n - 1);
    const stopped = n === 0 ? 0 : before * (a / (a + b + n - 1));
    counts.push(survived * (chances[n] ?? 0) + stopped * (beyond[n] ?? 0));
    if (survived * (beyond[n + 1] ?? 0) < LEFT_OUT) break;
  }
  return Float64Array.from(counts);
}

function purchasesWithoutDropout(
  shares: readonly PhaseShare[],
  phases: number,
  time: number,
): number[] {
  const chances: number[] = [];
  for (const { share, r, phase } of shares) {
    countsWithoutDropout(r, time).forEach((chance, n) => {
      const purchases = Math.floor((phase + n) / phases);
      chances[purchases] = (chances[purchases] ?? 0) + share * chance;
    });
  }
  return chances;
}

/**
 * The negative binomial distribution with mean r·time: relative to its mode, so that nothing
 * underflows, and then divided by the sum.
 */
function countsWithoutDropout(r: number, time: number): Float64Array {
  const z = time / (1 + time);
  const mode = Math.min(MOST - 1, Math.max(0, Math.floor((r - 1) * time)));
  const counts = [1];
  for (let n = mode; n > 0 && (counts.at(-1) ?? 0) > ROUNDING; n -= 1) {
    counts.push(((counts.at(-1) ?? 0) * n) / ((r + n - 1) * z));
  }
  while (counts.length < mode + 1) counts.push(0);
  counts.reverse();
  let chance = 1;
  for (let n = mode; n < MOST - 1 && chance > ROUNDING * (1 - z); n += 1) {
    chance *= ((r + n) / (n + 1)) * z;
    counts.push(chance);
  }
  const total = counts.reduce((sum, each) => sum + each, 0);
  return Float64Array.from(counts, (each) => each / total);
}
