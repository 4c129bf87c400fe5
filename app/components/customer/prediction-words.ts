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
  const isWorthSaid = high > 0 && from !== null && to !== null;
  const worth = isWorthSaid ? worthOf(from, to) : null;
  return words.headline(ordersOf(), predictions.within(ranges.horizonDays), worth);

  function ordersOf(): string {
    if (low === high) return words.exactly(high);
    return low === 0 ? words.upTo(high) : words.range(number(low), number(high));
  }

  function worthOf(least: number, most: number): string {
    const isFromNothing = moneyRounded(least) === moneyRounded(0);
    return isFromNothing
      ? words.worthUpTo(moneyRounded(most))
      : words.worth(moneyRounded(least), moneyRounded(most));
  }
}

/**
 * Whether P(alive) says nothing: a model that lets customers leave only after a repeat purchase, or
 * never, holds everyone else for a customer for ever.
 */
export function isAliveUntold({ probabilityAlive }: Pick<PredictionView, 'probabilityAlive'>) {
  return probabilityAlive === 1;
}
