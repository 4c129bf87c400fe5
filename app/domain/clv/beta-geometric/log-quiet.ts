/**
 * ln Q, Q = Σ (R)_j/j! u^j over j < k: of those whose phases come at rates Gamma(R), how likely fewer
 * than k are since the last purchase, against none. With its derivatives by ln r and ln α, where
 * R = r + kx, u = (T−t_x)/(α+T).
 */
export class LogQuiet {
  value = 0;
  ofR = 0;
  ofAlpha = 0;
  ofRR = 0;
  ofRAlpha = 0;
  ofAlphaAlpha = 0;
  readonly #r: number;
  /** (R)_j/j! and its first two derivatives by R. */
  readonly #terms: Float64Array;
  readonly #slopes: Float64Array;
  readonly #bends: Float64Array;

  /** @param power R */
  constructor(r: number, power: number, k: number) {
    this.#r = r;
    this.#terms = new Float64Array(k);
    this.#slopes = new Float64Array(k);
    this.#bends = new Float64Array(k);
    let [value, first, second] = [1, 0, 0];
    for (let j = 0; j < k; j += 1) {
      this.#terms[j] = value;
      this.#slopes[j] = value * first;
      this.#bends[j] = value * (first * first - second);
      value *= (power + j) / (j + 1);
      first += 1 / (power + j);
      second += 1 / (power + j) ** 2;
    }
  }

  /** @param v α/(α+T) */
  locate(u: number, v: number): void {
    let [q, qR, qRR, qU, qRU, qUU] = [0, 0, 0, 0, 0, 0];
    for (let j = this.#terms.length - 1; j >= 0; j -= 1) {
      const term = this.#terms[j] ?? 0;
      const slope = this.#slopes[j] ?? 0;
      q = q * u + term;
      qR = qR * u + slope;
      qRR = qRR * u + (this.#bends[j] ?? 0);
      qU = qU * u + j * term;
      qRU = qRU * u + j * slope;
      qUU = qUU * u + j * j * term;
    }
    const r = this.#r;
    this.value = Math.log(q);
    this.ofR = (r * qR) / q;
    this.ofAlpha = (-v * qU) / q;
    this.ofRR = this.ofR + (r * r * qRR) / q - this.ofR * this.ofR;
    this.ofRAlpha = (-v * r * qRU) / q - this.ofR * this.ofAlpha;
    this.ofAlphaAlpha = (v * v * qUU - v * (1 - v) * qU) / q - this.ofAlpha * this.ofAlpha;
  }
}
