import type { Period, PeriodChoice } from '#app/domain/analytics/period.ts';
import type { CostRatios, ShopRates, ShopSums } from '#app/domain/analytics/shop-rates.ts';
import type { ExclusionReason } from '#app/domain/orders/value.ts';

/** Days are ISO dates, instants ISO strings, money minor units. */
export interface OverviewView {
  choice: PeriodChoice;
  period: Period;
  /** How many days the period has, and whether the shop was there for as many before. */
  days: number;
  hasWholeBefore: boolean;
  /** Of the first order that counts; null before there is one. */
  firstDay: string | null;
  figures: PeriodFiguresView;
  rates: ShopRates;
  acquisition: AcquisitionView;
  curve: RepeatCurveView;
  asOf: string;
  /** Settings of the classic formula. */
  periodDays: number;
}

export interface PeriodFiguresView extends ShopSums {
  grossProfitMinor: number;
  medianDaysBetweenOrders: number | null;
  excluded: { reason: ExclusionReason; orders: number }[];
  before: { orders: number; revenueMinor: number };
}

export interface AcquisitionView extends CostRatios {
  classicClvMinor: number | null;
  marginClvMinor: number | null;
  marginCoverage: number | null;
  costMinor: number;
  channels: { channel: string; costMinor: number }[];
  days: number;
  newCustomers: number;
}

export interface RepeatCurveView {
  customers: number;
  repeated: number;
  points: { days: number; share: number; lower: number; upper: number }[];
  medianDaysOfRepeaters: number | null;
}
