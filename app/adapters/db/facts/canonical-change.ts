import type { ConsentFact, FactChange, OrderFact } from '#app/domain/facts.ts';
import { canonicalInstant } from '#app/domain/versions.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';

function maybe(instant: string | null): string | null {
  return instant === null ? null : canonicalInstant(instant);
}

function canonicalConsent(fact: ConsentFact): ConsentFact {
  return { ...fact, updatedAt: maybe(fact.updatedAt) };
}

function canonicalOrder(fact: OrderFact): OrderFact {
  return {
    ...fact,
    createdAt: canonicalInstant(fact.createdAt),
    processedAt: canonicalInstant(fact.processedAt),
    cancelledAt: maybe(fact.cancelledAt),
    paidAt: maybe(fact.paidAt),
    fulfilledAt: maybe(fact.fulfilledAt),
    deliveredAt: maybe(fact.deliveredAt),
    discountCodes: fact.discountCodes.toSorted(),
    tags: fact.tags.toSorted(),
    lines: fact.lines.toSorted((a, b) => compareIds(a.lineId, b.lineId)),
    refunds: fact.refunds.map((refund) => ({
      ...refund,
      processedAt: canonicalInstant(refund.processedAt),
    })),
  };
}

export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

function canonical(change: FactChange): FactChange {
  switch (change.type) {
    case 'order':
      return { ...change, fact: canonicalOrder(change.fact) };
    case 'refund': {
      const processedAt = canonicalInstant(change.fact.processedAt);
      return { ...change, fact: { ...change.fact, processedAt } };
    }
    case 'customer': {
      const createdAt = canonicalInstant(change.fact.createdAt);
      const consents = change.fact.consents.map(canonicalConsent);
      return { ...change, fact: { ...change.fact, createdAt, consents } };
    }
    case 'consent':
      return { ...change, fact: canonicalConsent(change.fact) };
    case 'customer-merged':
      return { ...change, mergedAt: canonicalInstant(change.mergedAt) };
    case 'product': {
      const publishedAt = maybe(change.fact.publishedAt);
      const tags = change.fact.tags.toSorted();
      return { ...change, fact: { ...change.fact, publishedAt, tags } };
    }
    case 'unit-cost': {
      const effectiveFrom = canonicalInstant(change.fact.effectiveFrom);
      return { ...change, fact: { ...change.fact, effectiveFrom } };
    }
    case 'checkout': {
      const createdAt = canonicalInstant(change.fact.createdAt);
      const completedAt = maybe(change.fact.completedAt);
      return { ...change, fact: { ...change.fact, createdAt, completedAt } };
    }
    default:
      return change;
  }
}

/**
 * One way of writing each thing, so that the same fact is the same text however it came: instants
 * in UTC with milliseconds, lists without an order of their own sorted.
 */
export function canonicalChange({ change, occurredAt }: DatedChange): DatedChange {
  return { change: canonical(change), occurredAt: canonicalInstant(occurredAt) };
}
