/** The leaky bucket of query cost, per app and shop. It follows real time. */

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

export class CostBucket {
  readonly #maximum: number;
  readonly #restoreRate: number;
  #available: number;
  #at: number;
  readonly #now: () => number;

  constructor(limits: { maximumAvailable: number; restoreRate: number }, now = Date.now) {
    this.#maximum = limits.maximumAvailable;
    this.#restoreRate = limits.restoreRate;
    this.#available = limits.maximumAvailable;
    this.#now = now;
    this.#at = now();
  }

  /** Takes the requested points, or says no and takes nothing. */
  take(points: number): boolean {
    this.#refill();
    if (points > this.#available) return false;
    this.#available -= points;
    return true;
  }

  /** Gives back what a query asked for and did not use. */
  giveBack(points: number): void {
    this.#available = Math.min(this.#maximum, this.#available + points);
  }

  status(): ThrottleStatus {
    this.#refill();
    return {
      maximumAvailable: this.#maximum,
      currentlyAvailable: Math.floor(this.#available),
      restoreRate: this.#restoreRate,
    };
  }

  #refill(): void {
    const now = this.#now();
    const restored = ((now - this.#at) / 1000) * this.#restoreRate;
    this.#available = Math.min(this.#maximum, this.#available + restored);
    this.#at = now;
  }
}
