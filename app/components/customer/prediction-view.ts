import type { Predictor } from '#app/domain/clv/store-fit.ts';
import type { ExclusionReason } from '#app/domain/orders/value.ts';

/** What is predicted of a customer and what from. Days are ISO dates, money minor units. */
export interface PredictionView {
  predictor: Predictor;
  horizonDays: number;
  churnHorizonDays: number;
  probabilityAlive: number;
  churnProbability: number;
  expectedPurchases: number;
  expectedPurchasesLower: number;
  expectedPurchasesUpper: number;
  predictedClvMinor: number | null;
  predictedClvLowerMinor: number | null;
  predictedClvUpperMinor: number | null;
  nextOrderOn: string | null;
  nextOrderFrom: string | null;
  nextOrderTo: string | null;
  asOfDay: string;
  /** P(alive) by the day, as it could be known then. */
  aliveCurve: { day: string; probability: number }[];
  purchaseDays: { day: string; netMinor: number; orders: number }[];
  leftOut: {
    orderId: string;
    name: string;
    processedAt: string;
    reason: ExclusionReason | 'subscription_renewal' | 'nothing_left';
  }[];
}
