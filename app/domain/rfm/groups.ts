import type { RfmScores } from './scores.ts';

/** Shopify's eleven groups (CustomerRfmGroup of its API, in lower case). */
export const RFM_GROUPS = [
  'champions',
  'loyal',
  'active',
  'new',
  'promising',
  'needs_attention',
  'at_risk',
  'almost_lost',
  'previously_loyal',
  'dormant',
  'prospects',
] as const;

export type RfmGroup = (typeof RFM_GROUPS)[number];

/** One row per recency score from 5 down to 1, one column per mean of frequency and monetary. */
const GRID: Record<number, readonly [RfmGroup, RfmGroup, RfmGroup, RfmGroup, RfmGroup]> = {
  5: ['new', 'active', 'active', 'champions', 'champions'],
  4: ['promising', 'active', 'active', 'loyal', 'loyal'],
  3: ['almost_lost', 'almost_lost', 'needs_attention', 'loyal', 'loyal'],
  2: ['dormant', 'dormant', 'at_risk', 'at_risk', 'previously_loyal'],
  1: ['dormant', 'dormant', 'at_risk', 'at_risk', 'previously_loyal'],
};

/** The mean of frequency and monetary as the grid reads it: 1 to 5, a half counts up. */
export function meanOfFrequencyAndMonetary(scores: RfmScores): number {
  return Math.round((scores.frequency + scores.monetary) / 2);
}

/**
 * The group of a customer: from the recency score and the mean of the other two, the two axes that
 * Shopify documents. Without scores (no counted order) he is a prospect.
 */
export function rfmGroupOf(scores: RfmScores | null): RfmGroup {
  if (!scores) return 'prospects';
  const group = GRID[scores.recency]?.[meanOfFrequencyAndMonetary(scores) - 1];
  if (!group) throw new Error(`No RFM group for scores ${JSON.stringify(scores)}`);
  return group;
}
