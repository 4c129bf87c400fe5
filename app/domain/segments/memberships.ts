import type { DayCutoffs } from '../rfm/cutoffs.ts';
import { type AbandonableCheckout, abandonedStretches } from './abandonment.ts';
import { compareEvents, type PurchaseEvent } from './purchase-events.ts';
import {
  dependsOnCutoffs,
  matchesRule,
  type PurchaseRule,
  type PurchaseState,
  type ReadySegment,
  type ReadySegmentKey,
} from './ready-segments.ts';

/** Cut-offs in force from the start of a local day on. */
export interface CutoffsFrom {
  /** Epoch ms of the local midnight. */
  startsAt: number;
  /** ISO date. */
  day: string;
  cutoffs: DayCutoffs;
}

/** A stretch in a segment, with what began and ended it. Times are epoch ms of business time. */
export interface Membership {
  segmentKey: ReadySegmentKey;
  enteredAt: number;
  enteredCause: string;
  leftAt: number | null;
  leftCause: string | null;
}

interface Moment {
  at: number;
  cause: string;
  events: PurchaseEvent[];
  cutoffs: DayCutoffs | null;
}

/**
 * All stretches of a customer in the ready segments, as a function of his own facts and the shop's
 * daily cut-offs alone: the order in which facts arrived leaves no trace. Days before the first
 * known cut-offs are judged by those. A refund counts from its own time; an order that does not
 * count (cancelled, test …) has never counted.
 *
 * @param asOf epoch ms: what begins or ends later is left out
 */
export function membershipsOf(input: {
  events: PurchaseEvent[];
  checkouts: AbandonableCheckout[];
  segments: ReadySegment[];
  /** Ascending by day. */
  days: CutoffsFrom[];
  unknownCutoffs: DayCutoffs;
  asOf: number;
}): Membership[] {
  const moments = listMoments(input.events, input.days, input.asOf);
  const first = input.days[0]?.cutoffs ?? input.unknownCutoffs;
  return input.segments.flatMap(({ key, rule }) => {
    if (rule.kind !== 'abandoned-checkout') return replay(key, rule, moments, first);
    const orderTimes = input.events.filter(({ orders }) => orders > 0).map(({ at }) => at);
    return abandonedStretches(input.checkouts, orderTimes, rule, input.asOf).map((stretch) => ({
      segmentKey: key,
      ...stretch,
    }));
  });
}

/** Moments at which something can change: the customer's events, then the days after the first. */
function listMoments(events: PurchaseEvent[], days: CutoffsFrom[], asOf: number): Moment[] {
  const moments: Moment[] = [];
  for (const event of [...events].sort(compareEvents)) {
    const last = moments.at(-1);
    if (last && last.at === event.at) {
      last.events.push(event);
      last.cause = event.cause;
    } else {
      moments.push({ at: event.at, cause: event.cause, events: [event], cutoffs: null });
    }
  }
  if (moments.length === 0) return moments;
  const dayMoments = days
    .slice(1)
    .filter(({ startsAt }) => startsAt <= asOf)
    .map(({ startsAt, day, cutoffs }) => ({
      at: startsAt,
      cause: `day:${day}`,
      events: [],
      cutoffs,
    }));
  return [...dayMoments, ...moments].sort((a, b) => a.at - b.at);
}

function replay(
  segmentKey: ReadySegmentKey,
  rule: PurchaseRule,
  moments: Moment[],
  firstCutoffs: DayCutoffs,
): Membership[] {
  const stretches: Membership[] = [];
  const byDay = dependsOnCutoffs(rule);
  let state: PurchaseState = { ordersCount: 0, spentMinor: 0, discountedOrders: 0 };
  let cutoffs = firstCutoffs;
  let open: Membership | null = null;
  for (const moment of moments) {
    if (moment.cutoffs) cutoffs = moment.cutoffs;
    if (moment.cutoffs && !byDay) continue;
    state = moment.events.reduce(addEvent, state);
    const inside = matchesRule(rule, state, cutoffs);
    if (inside && !open) {
      open = {
        segmentKey,
        enteredAt: moment.at,
        enteredCause: moment.cause,
        leftAt: null,
        leftCause: null,
      };
      stretches.push(open);
    } else if (!inside && open) {
      open.leftAt = moment.at;
      open.leftCause = moment.cause;
      open = null;
    }
  }
  return stretches.filter(({ enteredAt, leftAt }) => enteredAt !== leftAt);
}

function addEvent(state: PurchaseState, event: PurchaseEvent): PurchaseState {
  return {
    ordersCount: state.ordersCount + event.orders,
    spentMinor: state.spentMinor + event.spentMinor,
    discountedOrders: state.discountedOrders + event.discountedOrders,
  };
}
