import { shareOf } from '../money.ts';
import { addDays } from '../time.ts';
import { daysOf, type Period } from './period.ts';

/** What winning customers cost, as the merchant entered it for a span of days. */
export interface AcquisitionCost extends Period {
  costId: string;
  /** Such as `Google Ads`. */
  channel: string;
  /** Minor units of the shop's currency. */
  costMinor: number;
}

export interface AcquisitionInPeriod {
  /** A cost that lies partly in the period counts by its days. */
  costMinor: number;
  channels: { channel: string; costMinor: number }[];
  /** Days of the period for which any cost was entered, as spans that do not touch. */
  spans: Period[];
  /** How many days these are. */
  days: number;
}

/** What of the entered costs falls into a period, by channel and in all. */
export function acquisitionIn(
  period: Period,
  costs: readonly AcquisitionCost[],
): AcquisitionInPeriod {
  const byChannel = new Map<string, number>();
  const inside: Period[] = [];
  for (const cost of costs) {
    const part = overlap(cost, period);
    if (!part) continue;
    inside.push(part);
    const minor = shareOf(cost.costMinor, daysOf(part), daysOf(cost));
    byChannel.set(cost.channel, (byChannel.get(cost.channel) ?? 0) + minor);
  }
  const channels = [...byChannel]
    .map(([channel, costMinor]) => ({ channel, costMinor }))
    .toSorted((a, b) => b.costMinor - a.costMinor || (a.channel < b.channel ? -1 : 1));
  const spans = unite(inside);
  return {
    costMinor: channels.reduce((total, { costMinor }) => total + costMinor, 0),
    channels,
    spans,
    days: spans.reduce((total, span) => total + daysOf(span), 0),
  };
}

function overlap(one: Period, other: Period): Period | null {
  const [, from = one.from] = [one.from, other.from].toSorted();
  const [to = one.to] = [one.to, other.to].toSorted();
  return from <= to ? { from, to } : null;
}

function unite(spans: readonly Period[]): Period[] {
  const united: Period[] = [];
  for (const span of spans.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = united.at(-1);
    if (!last || span.from > addDays(last.to, 1)) united.push({ ...span });
    else if (span.to > last.to) last.to = span.to;
  }
  return united;
}
