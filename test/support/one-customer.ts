import type { PurchaseForecast } from '#app/domain/clv/purchase-model.ts';

/** A summary of one. */
export function customer(x: number, tx: number, T: number) {
  return {
    frequency: Float64Array.of(x),
    recency: Float64Array.of(tx),
    customerAge: Float64Array.of(T),
    monetaryValue: Float64Array.of(0),
  };
}

export function aliveOf(forecast: PurchaseForecast, history: [x: number, tx: number, T: number]) {
  return forecast.probabilityAlive(customer(...history))[0] ?? Number.NaN;
}

export function expectedOf(
  forecast: PurchaseForecast,
  history: [x: number, tx: number, T: number],
  horizon: number,
) {
  const plan = { horizons: [horizon], weights: [1] };
  return forecast.expectedPurchases(customer(...history), [plan])[0]?.[0] ?? Number.NaN;
}
