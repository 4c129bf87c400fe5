import type { Reads } from '#app/composition-reads.server.ts';
import { fitAccuracyOf } from '#app/domain/clv/accuracy-decay.ts';
import { aliveCurve } from '#app/domain/clv/alive-curve.ts';
import { createForecast } from '#app/domain/clv/purchase-models.ts';
import type { FittedStore, StoreFit } from '#app/domain/clv/store-fit.ts';
import { dayOfEpoch, epochDay } from '#app/domain/time.ts';

type PredictionsReads = Reads['predictions'];
type FitRecord = Awaited<ReturnType<PredictionsReads['history']>>[number];
type CustomerPrediction = NonNullable<Awaited<ReturnType<PredictionsReads['ofCustomer']>>>;

/** A fit as pages show it; null unless it was done. */
export function toFitView(record: FitRecord | null) {
  if (!record?.fit) return null;
  const { fit, observationEnd, alert } = record;
  return {
    fit,
    observationEnd,
    alert,
    calibrationEnd: calibrationEndOf(fit),
    expectedOn: expectedOnOf(fit),
  };
}

function calibrationEndOf(fit: StoreFit): string | null {
  if (fit.outcome === 'too-little-data' || !fit.accuracy) return null;
  return dayOfEpoch(fit.accuracy.calibrationEnd);
}

function expectedOnOf(fit: StoreFit): string | null {
  if (fit.outcome !== 'too-little-data' || fit.reason.expectedOn === null) return null;
  return dayOfEpoch(fit.reason.expectedOn);
}

/** The fit in force where it says that data are missing; null where it predicts. */
export function toLackView(record: FitRecord | null) {
  const view = toFitView(record);
  if (!view) return null;
  const { fit, ...rest } = view;
  return fit.outcome === 'too-little-data' ? { ...rest, fit } : null;
}

/** A fit as a line of the list. */
export function toFitRow(record: FitRecord) {
  const { fitId, observationEnd, trigger, state, isCurrent, customers, fit, alert } = record;
  const accuracy = fit ? fitAccuracyOf(fit) : null;
  return {
    fitId,
    observationEnd,
    trigger,
    state,
    isCurrent,
    customers,
    predictor: fit && fit.outcome !== 'too-little-data' ? fit.predictor : null,
    relativeError: accuracy?.relativeError ?? null,
    totalRatio: accuracy?.totalRatio ?? null,
    hasDecayed: alert !== null,
  };
}

/** A customer's prediction as his page shows it, with P(alive) over time; null without one. */
export function toPredictionView(prediction: CustomerPrediction | null, fit: StoreFit | null) {
  if (!prediction || !fit || fit.outcome === 'too-little-data') return null;
  const { fitId: _, computedAt: __, expectedSpendMinor: ___, ...shown } = prediction;
  const { horizonDays, churnHorizonDays } = fit.options;
  return {
    ...shown,
    leftOut: prediction.leftOut.map((order) => ({
      ...order,
      processedAt: order.processedAt.toISOString(),
    })),
    predictor: fit.predictor,
    horizonDays,
    churnHorizonDays,
    aliveCurve: aliveCurveOf(prediction, fit),
  };
}

function aliveCurveOf({ purchaseDays, asOfDay }: CustomerPrediction, fit: FittedStore) {
  const forecast = createForecast(fit.purchases.model, fit.purchases.parameters);
  const days = purchaseDays.map(({ day }) => epochDay(day));
  const { timeUnitDays } = fit.options;
  const until = epochDay(asOfDay);
  const known = days.filter((day) => day <= until);
  return aliveCurve(forecast, known, { until, timeUnitDays }).map(({ day, probability }) => ({
    day: dayOfEpoch(day),
    probability,
  }));
}
