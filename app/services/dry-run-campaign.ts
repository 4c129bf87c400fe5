import type { Outcome, Verdict } from '#app/domain/campaigns/decision.ts';
import type { CampaignDefinition } from '#app/domain/campaigns/definition.ts';
import { evaluateOccasion } from '#app/domain/campaigns/evaluate.ts';
import type { FieldError } from '#app/domain/campaigns/field-reader.ts';
import { assignGroup } from '#app/domain/campaigns/holdout.ts';
import { readDefinition } from '#app/domain/campaigns/read-definition.ts';
import type { CustomerId, ProductId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import {
  HORIZON_DAYS,
  type Rehearsal,
  type RehearsalInput,
  rehearseDates,
  rehearseOrders,
} from './dry-run-rehearsals.ts';
import type { DecisionsStore, LoadedSnapshot, OrderContents } from './ports/decisions-store.ts';
import type { PairsStore } from './ports/pairs-store.ts';
import { recommendForOrders } from './recommend-for-orders.ts';
import type { Clock, Transact } from './transact.ts';

const SHOWN_RECIPIENTS = 50;

export interface DryRunDeps {
  transact: Transact<{ decisions: DecisionsStore; pairs: PairsStore }>;
  clock: Clock;
}

export interface DryRunReport {
  outcome: 'done';
  horizonDays: number;
  /** Dated campaigns look ahead; those that follow orders replay the last days. */
  direction: 'ahead' | 'back';
  occasions: number;
  counts: { outcome: Outcome; reason: string; count: number }[];
  /** The first of those who would get it. */
  recipients: { customerId: CustomerId; occasionAt: string }[];
  /** What all codes take off at most; null where they are a percentage. */
  costCeilingMinor: number | null;
}

/**
 * Runs a definition over today's data and says who would get it and why others would not. Writes
 * nothing, creates no code, sends nothing (T8).
 */
export async function dryRunCampaign(
  deps: DryRunDeps,
  input: RehearsalInput,
): Promise<DryRunReport | { outcome: 'invalid'; errors: FieldError[] }> {
  const read = readDefinition(input.play, input.definition);
  if (!read.ok) return { outcome: 'invalid', errors: read.errors };
  const { definition } = read;
  if (definition.action.type === 'points') {
    return { outcome: 'invalid', errors: [{ field: 'action', code: 'not_for_play' }] };
  }
  const now = deps.clock.now();
  return deps.transact(async (stores) => {
    const followsOrders = definition.trigger.type === 'order-fulfilled';
    const rehearsals = followsOrders
      ? await rehearseOrders(stores.decisions, input, now)
      : await rehearseDates(stores.decisions, input, definition, now);
    const verdicts = await judgeAll(stores, input, definition, rehearsals, now);
    return summarise(definition, followsOrders, rehearsals, verdicts);
  });
}

async function judgeAll(
  stores: { decisions: DecisionsStore; pairs: PairsStore },
  input: RehearsalInput,
  definition: CampaignDefinition,
  rehearsals: Rehearsal[],
  now: Date,
): Promise<Map<string, Verdict>> {
  const { shopId } = input.shop;
  const withOrders = rehearsals.flatMap((row) =>
    row.orderId === null ? [] : [{ ...row, orderId: row.orderId }],
  );
  const loaded = await stores.decisions.loadSnapshots(shopId, rehearsals);
  const orders = await stores.decisions.loadOrders(shopId, withOrders);
  const wanted = orders.map((order) => ({ order, definition }));
  const material: Material = {
    definition,
    now: now.toISOString(),
    snapshots: new Map(loaded.map((snapshot) => [snapshot.decisionId, snapshot])),
    orders: new Map(orders.map((order) => [order.decisionId, order])),
    suggestions: await recommendForOrders(stores, shopId, wanted),
    acted: new Map(),
    actedInAll: 0,
  };
  return new Map(rehearsals.map((row) => [row.decisionId, judge(input.shop, row, material)]));
}

interface Material {
  definition: CampaignDefinition;
  now: string;
  snapshots: Map<string, LoadedSnapshot>;
  orders: Map<string, OrderContents>;
  suggestions: Map<string, ProductId[]>;
  /** When earlier rows of this run would have acted, by customer. */
  acted: Map<CustomerId, string[]>;
  actedInAll: number;
}

function judge(shop: Shop, row: Rehearsal, material: Material): Verdict {
  const { definition, now } = material;
  const snapshot = material.snapshots.get(row.decisionId);
  const { campaignId, customerId } = row;
  const draw = { shopId: shop.shopId, campaignId, customerId };
  const acted = material.acted.get(customerId) ?? [];
  const recommends = definition.action.type === 'cross-sell-offer';
  const verdict = evaluateOccasion({
    definition,
    status: 'active',
    occasionAt: row.occasionAt,
    now,
    settlingMinutes: shop.settings.settlingMinutes,
    group: assignGroup(draw, definition.holdoutShare, snapshot?.assignedGroup ?? null),
    customer: snapshot
      ? {
          ...snapshot,
          actedAt: [...snapshot.actedAt, ...acted],
          messagedAt: [...snapshot.messagedAt, ...acted],
        }
      : null,
    actedInAll: material.actedInAll,
    order: material.orders.get(row.decisionId) ?? null,
    recommendable: recommends ? (material.suggestions.get(row.decisionId)?.length ?? 0) : null,
  });
  if (verdict.outcome === 'act') {
    material.acted.set(customerId, [...acted, row.occasionAt]);
    material.actedInAll += 1;
  }
  return verdict;
}

function summarise(
  definition: CampaignDefinition,
  followsOrders: boolean,
  rehearsals: Rehearsal[],
  verdicts: Map<string, Verdict>,
): DryRunReport {
  const counts = new Map<string, { outcome: Outcome; reason: string; count: number }>();
  for (const { outcome, reason } of verdicts.values()) {
    const entry = counts.get(reason) ?? { outcome, reason, count: 0 };
    counts.set(reason, { ...entry, count: entry.count + 1 });
  }
  const acts = rehearsals.filter((row) => verdicts.get(row.decisionId)?.outcome === 'act');
  const { action } = definition;
  const value = action.type === 'points' ? null : action.offer?.value;
  return {
    outcome: 'done',
    horizonDays: HORIZON_DAYS,
    direction: followsOrders ? 'back' : 'ahead',
    occasions: rehearsals.length,
    counts: [...counts.values()].sort((a, b) => b.count - a.count),
    recipients: acts
      .slice(0, SHOWN_RECIPIENTS)
      .map(({ customerId, shownAt }) => ({ customerId, occasionAt: shownAt })),
    costCeilingMinor: value?.kind === 'amount' ? value.amountMinor * acts.length : null,
  };
}
