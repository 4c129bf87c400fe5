import { activeTime, discountedActiveTime } from './active-time.ts';
import { DropoutWindow } from './dropout-window.ts';
import type { ParetoNbdParameters } from './parameters.ts';

/** What the model says of one customer; times in the unit of α and β. */
export class ParetoNbdForecast {
  readonly #parameters: ParetoNbdParameters;
  readonly #window: DropoutWindow;

  constructor(parameters: ParetoNbdParameters) {
    this.#parameters = parameters;
    this.#window = new DropoutWindow(parameters);
  }

  /** ln of the likelihood of x purchases, the last at t_x, until T (Schmittlein et al. 1987, eq. 9 ff.). */
  logLikelihood(x: number, tx: number, T: number): number {
    const { r, alpha, s, beta } = this.#parameters;
    this.#window.locate(x, tx, T);
    const total = Math.exp(-this.#window.survivalCost) + this.#window.dropped();
    const start = (r + x) * Math.log1p(tx / alpha) + s * Math.log1p(tx / beta);
    let rising = 0;
    for (let k = 0; k < x; k += 1) rising += Math.log((r + k) / alpha);
    return rising - start + Math.log(total);
  }

  /** The probability that the customer has not dropped out by T. */
  probabilityAlive(x: number, tx: number, T: number): number {
    this.#window.locate(x, tx, T);
    const survived = Math.exp(-this.#window.survivalCost);
    return survived / (survived + this.#window.dropped());
  }

  /** Purchases expected within (T, T + horizon]. (Fader, Hardie & Lee 2005) */
  expectedPurchases(x: number, tx: number, T: number, horizon: number): number {
    const rate = this.purchaseRate(x, T) * this.probabilityAlive(x, tx, T);
    return rate * activeTime(this.#parameters, T, horizon);
  }

  /** E[X(t)]: repeat purchases expected of a new customer within the horizon. */
  expectedPurchasesOfNewCustomer(horizon: number): number {
    return this.purchaseRate(0, 0) * activeTime(this.#parameters, 0, horizon);
  }

  /**
   * DERT: all purchases to come, discounted continuously at `discountRate` > 0 per time unit.
   * (Fader, Hardie & Lee 2005, "RFM and CLV", eq. 2; their U(s, s, δ(β+T)) is an exponential integral)
   */
  discountedResidualPurchases(x: number, tx: number, T: number, discountRate: number): number {
    if (!(discountRate > 0)) throw new RangeError(`discount rate ${discountRate} is not above 0.`);
    const rate = this.purchaseRate(x, T) * this.probabilityAlive(x, tx, T);
    return rate * discountedActiveTime(this.#parameters, T, discountRate);
  }

  /** The mean purchase rate of a customer with x purchases who is alive at T. */
  purchaseRate(x: number, T: number): number {
    return (this.#parameters.r + x) / (this.#parameters.alpha + T);
  }
}
