import type { RfmGroup } from '../rfm/groups.ts';
import { meanOfFrequencyAndMonetary } from '../rfm/groups.ts';
import type { RfmScores } from '../rfm/scores.ts';

/** Customers who share their three scores. */
export interface ScoredCustomers extends RfmScores {
  group: RfmGroup;
  customers: number;
  /** Their historic CLV. */
  revenueMinor: number;
}

/** What stands across; recency stands down. `value` is the mean that groups are made from. */
export const RFM_GRID_AXES = ['value', 'frequency', 'monetary'] as const;

export type RfmGridAxis = (typeof RFM_GRID_AXES)[number];

export interface RfmCell {
  recency: number;
  /** The score on the axis across. */
  score: number;
  customers: number;
  revenueMinor: number;
  /** The one group of its customers; null where there are several. */
  group: RfmGroup | null;
}

const SCORES = [1, 2, 3, 4, 5];

/** The score of a customer on an axis. */
export function scoreOn(axis: RfmGridAxis, scores: RfmScores): number {
  if (axis === 'value') return meanOfFrequencyAndMonetary(scores);
  return scores[axis];
}

/** Five rows from recency 5 down to 1, each with the scores 1 to 5 across. */
export function rfmGrid(scored: readonly ScoredCustomers[], axis: RfmGridAxis): RfmCell[][] {
  const cells = Map.groupBy(scored, (each) => `${each.recency} ${scoreOn(axis, each)}`);
  return SCORES.toReversed().map((recency) =>
    SCORES.map((score) => toCell(recency, score, cells.get(`${recency} ${score}`) ?? [])),
  );
}

function toCell(recency: number, score: number, scored: readonly ScoredCustomers[]): RfmCell {
  const groups = new Set(scored.map(({ group }) => group));
  const [group = null] = groups;
  const sum = (pick: (each: ScoredCustomers) => number) =>
    scored.reduce((total, each) => total + pick(each), 0);
  return {
    recency,
    score,
    customers: sum(({ customers }) => customers),
    revenueMinor: sum(({ revenueMinor }) => revenueMinor),
    group: groups.size === 1 ? group : null,
  };
}
