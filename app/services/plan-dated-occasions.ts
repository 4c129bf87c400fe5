import type { Campaign } from '#app/domain/campaigns/definition.ts';
import { currentVersion } from '#app/domain/campaigns/definition.ts';
import {
  type DatedHistory,
  deriveDecisionId,
  isSettling,
  nextDatedOccasion,
} from '#app/domain/campaigns/occasions.ts';
import type { CustomerId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import type {
  DecisionsStore,
  DecisionTrace,
  PlannedCustomer,
  WaitingDecision,
} from './ports/decisions-store.ts';

const MINUTE_MS = 60_000;

/** Whether a campaign follows a date of the customer's. */
export function isDated(campaign: Campaign): boolean {
  const { type } = currentVersion(campaign).definition.trigger;
  return type === 'birthday' || type === 'first-order-anniversary';
}

/** When an occasion is decided: after late facts have had time to come in. */
export function dueAfterSettling(shop: Shop, occasionAt: string): string {
  const at = Date.parse(occasionAt) + shop.settings.settlingMinutes * MINUTE_MS;
  return new Date(at).toISOString();
}

/**
 * Brings the one waiting row per customer and dated campaign in line with the customer's dates:
 * plans it, moves it, or removes it where there is no occasion any more.
 */
export async function planDatedOccasions(
  stores: { decisions: DecisionsStore },
  shop: Shop,
  campaigns: Campaign[],
  customerIds: CustomerId[],
  now: Date,
): Promise<void> {
  const dated = campaigns.filter(isDated);
  if (dated.length === 0 || customerIds.length === 0) return;
  const campaignIds = dated.map(({ campaignId }) => campaignId);
  const { decisions } = stores;
  const subjects = await decisions.loadDatedSubjects(shop, customerIds);
  const traces = await decisions.listDatedTraces(shop.shopId, campaignIds, customerIds);
  const byPair = groupByPair(traces);
  const upserts: WaitingDecision[] = [];
  const deletes: string[] = [];
  for (const campaign of dated) {
    for (const subject of subjects) {
      const known = byPair.get(pairKey(campaign.campaignId, subject.customerId)) ?? [];
      const plan = planOne(shop, campaign, subject, known, now.toISOString());
      if (plan.upsert) upserts.push(plan.upsert);
      deletes.push(...plan.deletes);
    }
  }
  deletes.push(...orphans(traces, subjects));
  await decisions.deleteWaiting(shop.shopId, deletes);
  await decisions.upsertWaiting(shop.shopId, upserts);
}

function pairKey(campaignId: string, customerId: CustomerId): string {
  return `${campaignId}/${customerId}`;
}

function groupByPair(traces: DecisionTrace[]): Map<string, DecisionTrace[]> {
  const groups = new Map<string, DecisionTrace[]>();
  for (const trace of traces) {
    const key = pairKey(trace.campaignId, trace.ownerId);
    groups.set(key, [...(groups.get(key) ?? []), trace]);
  }
  return groups;
}

/** Waiting rows of those who have no row of their own left, such as a guest who became known. */
function orphans(traces: DecisionTrace[], subjects: PlannedCustomer[]): string[] {
  const known = new Set(subjects.map(({ customerId }) => customerId));
  return traces
    .filter((trace) => trace.state === 'waiting' && !known.has(trace.ownerId))
    .map(({ decisionId }) => decisionId);
}

function planOne(
  shop: Shop,
  campaign: Campaign,
  subject: PlannedCustomer,
  traces: DecisionTrace[],
  now: string,
): { upsert: WaitingDecision | null; deletes: string[] } {
  const waiting = traces.filter(({ state }) => state === 'waiting');
  if (subject.gone) return { upsert: null, deletes: waiting.map(({ decisionId }) => decisionId) };
  if (waiting.some(({ occasionAt }) => isSettling(occasionAt, subject, now))) {
    return { upsert: null, deletes: [] };
  }
  const occasion = nextDatedOccasion(campaign, subject, summarise(traces), now);
  if (!occasion) return { upsert: null, deletes: waiting.map(({ decisionId }) => decisionId) };
  const decisionId = deriveDecisionId(shop.shopId, occasion);
  const deletes = waiting.map((trace) => trace.decisionId).filter((id) => id !== decisionId);
  const unmoved = waiting.some(
    (trace) => trace.decisionId === decisionId && trace.occasionAt === occasion.occasionAt,
  );
  if (unmoved) return { upsert: null, deletes };
  const dueAt = dueAfterSettling(shop, occasion.occasionAt);
  return { upsert: { ...occasion, decisionId, dueAt }, deletes };
}

function summarise(traces: DecisionTrace[]): DatedHistory {
  const decided = traces.filter(({ state }) => state === 'decided');
  const given = decided.filter(({ outcome }) => outcome !== 'skip');
  const instants = given.map(({ occasionAt }) => occasionAt).sort();
  return {
    decidedKeys: decided.map(({ occasionKey }) => occasionKey),
    lastOccasionAt: instants.at(-1) ?? null,
  };
}
