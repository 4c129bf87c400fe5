import type { Messages } from '#app/locales/index.ts';
import type { Formats } from '../shared/formats.ts';
import type { EntryView } from './loyalty-view.ts';

/** What happened, as a sentence. */
export function describeEntry({ reason, orderName }: EntryView, words: Messages['loyalty']) {
  return words.reasons[reason](orderName ?? words.someOrder);
}

/** How it came about, where the entry says so: the rule of an earning, the reason of a person. */
export function describeDetail(
  { detail }: EntryView,
  words: Messages['loyalty'],
  formats: Formats,
): string | null {
  const { earned, adjusted } = detail;
  if (earned) {
    const { baseMinor, pointsPerUnit, ruleVersion } = earned;
    return words.byRule(formats.money(baseMinor), formats.number(pointsPerUnit, 4), ruleVersion);
  }
  if (!adjusted) return null;
  const [, staffId] = /^staff:(.+)$/.exec(adjusted.author) ?? [];
  const author = staffId ? words.staff(staffId) : words.staffUnknown;
  return words.adjustedBy(adjusted.reason, author);
}

/** Points with their sign. */
export function signed(points: number, formats: Formats): string {
  return points > 0 ? `+${formats.number(points)}` : formats.number(points);
}
