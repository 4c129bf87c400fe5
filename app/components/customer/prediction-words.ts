import type { Messages } from '#app/locales/index.ts';
import type { Formats } from '../shared/formats.ts';
import type { PredictionView } from './prediction-view.ts';

type Ranges = Pick<
  PredictionView,
  | 'horizonDays'
  | 'expectedPurchasesLower'
  | 'expectedPurchasesUpper'
  | 'predictedClvLowerMinor'
  | 'predictedClvUpperMinor'
>;

/** The ranges in a sentence: `Likely 2 to 5 orders in the next year, worth $80 to $260.` */
export function describePrediction(
  ranges: Ranges,
  { predictions }: Messages,
  { moneyRounded, number }: Formats,
): string {
  const words = predictions.customer;
  const low = Math.round(ranges.expectedPurchasesLower);
  const high = Math.round(ranges.expectedPurchasesUpper);
  const { predictedClvLowerMinor: from, predictedClvUpperMinor: to } = ranges;
  const orders = low === high ? words.exactly(high) : words.range(number(low), number(high));
  const isWorthSaid = high > 0 && from !== null && to !== null;
  const worth = isWorthSaid ? words.worth(moneyRounded(from), moneyRounded(to)) : null;
  return words.headline(orders, predictions.within(ranges.horizonDays), worth);
}
