import type { ConsentState } from './facts.ts';

/** What someone said about being written to on one channel. */
export interface ConsentStatement {
  state: ConsentState;
  /** When it was said; null where Shopify does not know, which is older than any time. */
  updatedAt: string | null;
  source: string | null;
}

export const noConsent: ConsentStatement = {
  state: 'not_subscribed',
  updatedAt: null,
  source: null,
};

const RESTRICTIVENESS: Record<ConsentState, number> = {
  redacted: 5,
  unsubscribed: 4,
  invalid: 3,
  not_subscribed: 2,
  pending: 1,
  subscribed: 0,
};

/** Which of two statements of one person counts: the later, at the same time the stricter. */
export function newerConsent(a: ConsentStatement, b: ConsentStatement): ConsentStatement {
  const timeA = a.updatedAt ?? '';
  const timeB = b.updatedAt ?? '';
  if (timeA !== timeB) return timeA > timeB ? a : b;
  const gap = RESTRICTIVENESS[a.state] - RESTRICTIVENESS[b.state];
  if (gap !== 0) return gap > 0 ? a : b;
  return (a.source ?? '') >= (b.source ?? '') ? a : b;
}

/**
 * The consent of a customer into whom others were merged: the most restrictive of all, until he
 * says something himself after the merge.
 */
export function consentAfterMerges(
  own: ConsentStatement,
  merged: readonly { statement: ConsentStatement; mergedAt: string }[],
): ConsentStatement {
  const still = merged.filter(({ mergedAt }) => (own.updatedAt ?? '') <= mergedAt);
  return still.reduce<ConsentStatement>((strictest, { statement }) => {
    const gap = RESTRICTIVENESS[statement.state] - RESTRICTIVENESS[strictest.state];
    if (gap === 0 && strictest !== own) return newerConsent(statement, strictest);
    return gap > 0 ? statement : strictest;
  }, own);
}
