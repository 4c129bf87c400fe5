import type { CustomerId } from '../ids.ts';
import type { CustomerFacts } from './rules/customer-facts.ts';
import { evaluateRule } from './rules/evaluate-rule.ts';
import type { Rule, RuleMoment } from './rules/rule.ts';

/** A segment that a merchant made; its id is the key of its memberships. */
export interface OwnSegment {
  segmentId: string;
  name: string;
  rule: Rule;
}

/** A customer who must enter or leave a segment, and why. */
export interface MemberChange {
  segmentId: string;
  customerId: CustomerId;
  kind: 'entered' | 'left';
  cause: string;
}

/**
 * Who of these customers enters or leaves which segment at a moment, from their facts: the open
 * memberships among them say where they are.
 */
export function memberChangesOf(
  segments: readonly OwnSegment[],
  customers: readonly CustomerFacts[],
  moment: RuleMoment,
  causeOf: (customerId: CustomerId) => string,
): MemberChange[] {
  return customers.flatMap((facts) => {
    const { customerId } = facts;
    const current = new Set(
      facts.memberships.filter(({ leftAt }) => leftAt === null).map(({ segmentKey }) => segmentKey),
    );
    return segments.flatMap(({ segmentId, rule }): MemberChange[] => {
      const belongs = evaluateRule(rule, facts, moment);
      if (belongs === current.has(segmentId)) return [];
      const kind = belongs ? 'entered' : 'left';
      return [{ segmentId, customerId, kind, cause: causeOf(customerId) }];
    });
  });
}
