import {
  type Campaign,
  type CampaignStatus,
  currentVersion,
} from '#app/domain/campaigns/definition.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { Clock, Transact } from './transact.ts';

export interface ChangeCampaignStatusDeps {
  transact: Transact<{ campaigns: CampaignsStore }>;
  clock: Clock;
}

export type ChangeCampaignStatusResult =
  | { outcome: 'changed'; status: CampaignStatus }
  /** It had that status already: a double click. */
  | { outcome: 'unchanged'; status: CampaignStatus }
  | { outcome: 'not_found' }
  | { outcome: 'refused'; reason: 'archived_is_final' | 'never_active' | 'sender_address_missing' };

/**
 * Activates, pauses or archives a campaign. Activation marks all customers as to be planned, which
 * `planCampaigns` then does; doing it twice plans nothing twice (T3).
 */
export async function changeCampaignStatus(
  deps: ChangeCampaignStatusDeps,
  input: {
    shop: Shop;
    campaignId: string;
    status: 'active' | 'paused' | 'archived';
    actor: string;
  },
): Promise<ChangeCampaignStatusResult> {
  const { shop, campaignId, status, actor } = input;
  const { shopId } = shop;
  return deps.transact(async ({ campaigns }) => {
    const campaign = await campaigns.findForChange(shopId, campaignId);
    if (!campaign) return { outcome: 'not_found' };
    if (campaign.status === status) return { outcome: 'unchanged', status };
    const reason = refuse(shop, campaign, status);
    if (reason) return { outcome: 'refused', reason };
    const at = deps.clock.now();
    await campaigns.setStatus(shopId, campaignId, status, at);
    if (status === 'active') await campaigns.startPlanning(shopId, campaignId);
    const subject = `campaign ${campaignId}`;
    const detail = { from: campaign.status, to: status };
    const entry = { actor, action: 'change_campaign_status', subject, detail };
    await campaigns.recordAudit(shopId, entry, at);
    return { outcome: 'changed', status };
  });
}

function refuse(
  shop: Shop,
  campaign: Campaign,
  status: CampaignStatus,
): 'archived_is_final' | 'never_active' | 'sender_address_missing' | null {
  if (campaign.status === 'archived') return 'archived_is_final';
  if (status === 'paused' && campaign.status === 'draft') return 'never_active';
  const sends = currentVersion(campaign).definition.action.type !== 'points';
  // The law wants a postal address in every marketing mail.
  const hasAddress = shop.settings.sender.postalAddress.trim() !== '';
  return status === 'active' && sends && !hasAddress ? 'sender_address_missing' : null;
}
