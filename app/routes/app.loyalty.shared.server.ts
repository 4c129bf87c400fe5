import type { AppLoadContext } from '@remix-run/node';
import { z } from 'zod';
import type { EntryDetail, ProgrammeState } from '#app/components/loyalty/loyalty-view.ts';
import { currentVersion } from '#app/domain/campaigns/definition.ts';
import type { Shop } from '#app/domain/shop.ts';

/** The store's points campaign: the one that is not archived. */
export async function readProgramme(
  { reads }: AppLoadContext,
  shop: Shop,
): Promise<ProgrammeState> {
  const campaigns = await reads.campaigns.list(shop.shopId);
  const listed = campaigns.find(({ play, status }) => {
    return play === 'loyalty-points' && status !== 'archived';
  });
  const isSpendingOn = shop.settings.loyalty.enabled;
  const none = { campaignId: null, status: 'none', rule: null, isSpendingOn } as const;
  if (!listed || listed.status === 'archived') return none;
  const { campaignId, status } = listed;
  const campaign = await reads.campaign.find(shop.shopId, campaignId);
  const action = campaign ? currentVersion(campaign).definition.action : null;
  const rule = action?.type === 'points' ? action.rule : null;
  return { campaignId, status, rule, isSpendingOn };
}

type LoyaltyReads = AppLoadContext['reads']['loyalty'];
type LedgerEntry = Awaited<ReturnType<LoyaltyReads['entries']>>['rows'][number];

const earned = z.object({
  baseMinor: z.number(),
  ruleVersion: z.number(),
  rule: z.object({ pointsPerUnit: z.number() }),
});
const adjusted = z.object({ author: z.string(), reason: z.string() });

/** An entry with what its detail says, as far as pages show it. */
export function toEntry({ detail, memberId: _, ...entry }: LedgerEntry) {
  return { ...entry, detail: readDetail(entry.reason, detail) };
}

function readDetail(reason: LedgerEntry['reason'], detail: unknown): EntryDetail {
  if (reason === 'earn_order') {
    const { data } = earned.safeParse(detail);
    if (!data) return {};
    const { baseMinor, ruleVersion, rule } = data;
    return { earned: { baseMinor, ruleVersion, pointsPerUnit: rule.pointsPerUnit } };
  }
  const { data } = adjusted.safeParse(detail);
  return reason === 'manual_adjustment' && data ? { adjusted: data } : {};
}
