import type { ReadySegmentKey, SegmentThresholds } from '#app/domain/segments/ready-segments.ts';
import type { DefinitionWords } from '#app/locales/en/segments.ts';
import type { Messages } from '#app/locales/index.ts';
import type { Formats } from '../shared/formats.ts';

/** A segment with its figures; money in minor units. */
export interface SegmentView {
  key: ReadySegmentKey;
  thresholds: SegmentThresholds;
  customers: number;
  share: number | null;
  averageOrders: number | null;
  averageHistoricClvMinor: number | null;
  aovMinor: number | null;
  revenueMinor: number;
  classic: { classicClvMinor: number; clv12MonthsMinor: number; clv24MonthsMinor: number } | null;
}

/** The one sentence that says who is in a segment, with today's numbers. */
export function defineSegment(
  { key, thresholds }: Pick<SegmentView, 'key' | 'thresholds'>,
  { segments }: Messages,
  { money, number, percent }: Formats,
): string {
  const amount = (minor: number | null | undefined) =>
    minor === null || minor === undefined ? segments.unknownAmount : money(minor);
  const words: DefinitionWords = {
    minOrders: number(thresholds.minOrders ?? null),
    above: amount(thresholds.aboveMinor),
    fromAov: amount(thresholds.fromAovMinor),
    topShare: percent(thresholds.topShare ?? null),
    highAovFactor: number(thresholds.highAovFactor ?? null),
    share: percent(thresholds.share ?? null),
    afterHours: number(thresholds.afterHours ?? null),
    withinDays: number(thresholds.withinDays ?? null),
  };
  return segments.definitions[key](words);
}
