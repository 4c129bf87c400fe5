import type { Likelihood } from './newton.ts';

/** A log-likelihood that is added up from its parts. */
export class DerivativeSum {
  value = 0;
  readonly #size: number;
  readonly #gradient: Float64Array;
  /** The upper triangle. */
  readonly #hessian: Float64Array;

  constructor(size: number) {
    this.#size = size;
    this.#gradient = new Float64Array(size);
    this.#hessian = new Float64Array(size * size);
  }

  addGradient(i: number, value: number): void {
    this.#gradient[i] = (this.#gradient[i] ?? 0) + value;
  }

  /** @param j at least i */
  addHessian(i: number, j: number, value: number): void {
    const at = i * this.#size + j;
    this.#hessian[at] = (this.#hessian[at] ?? 0) + value;
  }

  result(): Likelihood {
    const size = this.#size;
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j < i; j += 1) {
        this.#hessian[i * size + j] = this.#hessian[j * size + i] ?? 0;
      }
    }
    return { value: this.value, gradient: this.#gradient, hessian: this.#hessian };
  }
}
