import type {
  Campaign,
  CampaignDefinition,
  CampaignStatus,
  Play,
} from '#app/domain/campaigns/definition.ts';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';

export interface NewCampaign {
  campaignId: string;
  play: Play;
  name: string;
  definition: CampaignDefinition;
}

/** A campaign whose occasions are still being planned for the customers after `plannedTo`. */
export interface UnplannedCampaign {
  campaignId: string;
  plannedTo: CustomerId | null;
}

export interface CampaignsStore {
  listActive(shopId: ShopId): Promise<Campaign[]>;
  find(shopId: ShopId, campaignId: string): Promise<Campaign | null>;
  findMany(shopId: ShopId, campaignIds: string[]): Promise<Campaign[]>;
  /** Like `find`; whoever else wants to change the campaign waits until this transaction ends. */
  findForChange(shopId: ShopId, campaignId: string): Promise<Campaign | null>;
  insert(shopId: ShopId, campaign: NewCampaign, at: Date): Promise<void>;
  rename(shopId: ShopId, campaignId: string, name: string, at: Date): Promise<void>;
  addVersion(
    shopId: ShopId,
    campaignId: string,
    version: { version: number; definition: CampaignDefinition },
    at: Date,
  ): Promise<void>;
  /** The first activation stays; `pausedAt` is the last pause. */
  setStatus(shopId: ShopId, campaignId: string, status: CampaignStatus, at: Date): Promise<void>;
  /** Marks all customers as to be planned again. */
  startPlanning(shopId: ShopId, campaignId: string): Promise<void>;
  savePlanning(
    shopId: ShopId,
    campaignId: string,
    progress: { planning: boolean; plannedTo: CustomerId | null },
  ): Promise<void>;
  /** Active shops with campaigns that are being planned, longest waiting first. */
  listShopsToPlan(): Promise<ShopId[]>;
  /** One campaign of an active shop that is being planned and that nobody else holds; locked. */
  claimUnplanned(shopId: ShopId): Promise<UnplannedCampaign | null>;
  /** Writes down who changed what. */
  recordAudit(
    shopId: ShopId,
    entry: { actor: string; action: string; subject: string; detail: unknown },
    at: Date,
  ): Promise<void>;
}
