/** Below this chance to stay, the powers of it are summed one by one. */
const RARE_STAY = 0.01;
const POWERS = 8;
/** Stands for 0, where the formula is 0/0 and smooth. */
const LEAST = 1e-290;

/**
 * The purchases to be expected within a time τ·α of a customer who is alive, who drops out after
 * each purchase with a known probability p, and whose phases come at a rate λ ~ Gamma(r, rate α). A
 * purchase is every `phases`th phase, `phase` of them having passed since the last one.
 *
 * With N phases, θ = (1−p)^(1/phases) and ω over the roots of unity, the mean of (1 − (1−p)^M)/p over
 * M = ⌊(phase + N)/phases⌋ is Σ c_ω (θω)^phase (1 − (1 + τ(1−θω))^−r)/p, where all c_ω but that of
 * ω = 1 have the factor p. With one phase it is (1 − (1+pτ)^−r)/p.
 */
export function expectedAtDropout(
  { r, phases, phase }: { r: number; phases: number; phase: number },
  time: number,
  dropout: number,
): number {
  const p = Math.max(dropout, LEAST);
  if (phases === 1) return -Math.expm1(-r * Math.log1p(p * time)) / p;
  const stay = 1 - p;
  if (stay < RARE_STAY) return sumOfPowers({ r, phases, phase }, time, stay);
  const logRoot = Math.log1p(-p) / phases;
  const root = Math.exp(logRoot);
  let mean = 0;
  for (let s = 0; s < phases; s += 1) mean += Math.exp(logRoot * (phase - s)) / phases;
  const fall = -Math.expm1(-r * Math.log1p(-time * Math.expm1(logRoot)));
  let sum = (mean * fall) / p;
  for (let turn = 1; turn < phases; turn += 1) {
    sum -=
      oscillation({ r, phase, root, angle: (2 * Math.PI * turn) / phases }, time) / (stay * phases);
  }
  return sum;
}

/** The real part of w^(phase+1)/(w−1) · (1 − (1 + τ(1−w))^−r), w = root · e^(i·angle). */
function oscillation(
  { r, phase, root, angle }: { r: number; phase: number; root: number; angle: number },
  time: number,
): number {
  const [x, y] = [root * Math.cos(angle), root * Math.sin(angle)];
  const [baseX, baseY] = [1 + time * (1 - x), -time * y];
  const size = Math.exp(-r * Math.log(Math.hypot(baseX, baseY)));
  const turned = -r * Math.atan2(baseY, baseX);
  const [restX, restY] = [1 - size * Math.cos(turned), -size * Math.sin(turned)];
  const length = root ** (phase + 1) / ((x - 1) ** 2 + y * y);
  const [powerX, powerY] = [Math.cos(angle * (phase + 1)), Math.sin(angle * (phase + 1))];
  const headX = length * (powerX * (x - 1) + powerY * y);
  const headY = length * (powerY * (x - 1) - powerX * y);
  return headX * restX - headY * restY;
}

/** Σ stay^(m−1) P(M ≥ m). */
function sumOfPowers(
  { r, phases, phase }: { r: number; phases: number; phase: number },
  time: number,
  stay: number,
): number {
  const z = time / (1 + time);
  let chance = Math.exp(-r * Math.log1p(time));
  let passed = 0;
  let sum = 0;
  for (let n = 0; n < phases * POWERS - phase; n += 1) {
    passed += chance;
    chance *= ((r + n) / (n + 1)) * z;
    const m = (n + 1 + phase) / phases;
    if (Number.isInteger(m)) sum += stay ** (m - 1) * (1 - passed);
  }
  return sum;
}
