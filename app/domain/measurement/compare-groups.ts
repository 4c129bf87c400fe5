/** One group of an experiment: how many were in it, and how many of them bought. */
export interface GroupCount {
  customers: number;
  buyers: number;
}

export type Comparison =
  | { verdict: 'no_holdout_group' }
  /** `needed` customers in each group before a comparison says anything. */
  | { verdict: 'too_early'; needed: number }
  /** `low` to `high`: 95 % interval of the difference in the share that bought, −1 to 1. */
  | { verdict: 'unclear' | 'more' | 'fewer'; low: number; high: number };

/** Below this the interval is wider than any effect of a campaign. */
const NEEDED = 30;
/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959964;

/**
 * Whether those who got a campaign bought more often than the holdout group. The interval is that of
 * Agresti and Caffo (2000, The American Statistician 54(4)): one success and one failure are added
 * to each group, which keeps it honest for small groups and shares near 0 and 1.
 */
export function compareGroups(treatment: GroupCount, holdoutGroup: GroupCount): Comparison {
  if (holdoutGroup.customers === 0 && treatment.customers >= NEEDED) {
    return { verdict: 'no_holdout_group' };
  }
  if (treatment.customers < NEEDED || holdoutGroup.customers < NEEDED) {
    return { verdict: 'too_early', needed: NEEDED };
  }
  const a = adjusted(treatment);
  const b = adjusted(holdoutGroup);
  const difference = a.share - b.share;
  const margin = Z * Math.sqrt(a.variance + b.variance);
  const low = Math.max(-1, difference - margin);
  const high = Math.min(1, difference + margin);
  if (low > 0) return { verdict: 'more', low, high };
  return { verdict: high < 0 ? 'fewer' : 'unclear', low, high };
}

function adjusted({ customers, buyers }: GroupCount) {
  const count = customers + 2;
  const share = (buyers + 1) / count;
  return { share, variance: (share * (1 - share)) / count };
}
