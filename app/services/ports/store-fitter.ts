import type { OrderColumns } from '#app/domain/clv/purchase-log.ts';
import type { CustomerPredictions, FitOptions, StoreFit } from '#app/domain/clv/store-fit.ts';

export interface FitRequest {
  /** Given away: they cannot be read afterwards. */
  orders: OrderColumns[];
  /** How many customers the orders are numbered by. */
  customers: number;
  options: FitOptions;
}

export interface FitAnswer {
  fit: StoreFit;
  /** A row for everyone who ever bought, by his number in the log; none without a model. */
  predictions: CustomerPredictions | null;
}

/** Fits and scores beside everything else that the process does. */
export interface StoreFitter {
  fitAndScore(request: FitRequest): Promise<FitAnswer>;
}
