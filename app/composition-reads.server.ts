import type { Pool } from 'pg';
import { createAnalyticsReads } from './adapters/db/reads/analytics.server.ts';
import { createCampaignReads } from './adapters/db/reads/campaign.server.ts';
import { createCampaignsReads } from './adapters/db/reads/campaigns.server.ts';
import { createCustomerReads } from './adapters/db/reads/customer.server.ts';
import { createCustomersReads } from './adapters/db/reads/customers.server.ts';
import { createHealthReads } from './adapters/db/reads/health.server.ts';
import { createHomeReads } from './adapters/db/reads/home.server.ts';
import { createImportsReads } from './adapters/db/reads/imports.server.ts';
import { createLoyaltyReads } from './adapters/db/reads/loyalty.server.ts';
import { createLoyaltyMemberReads } from './adapters/db/reads/loyalty-member.server.ts';
import { createOwnSegmentsReads } from './adapters/db/reads/own-segments.server.ts';
import { createPlaysReads } from './adapters/db/reads/plays.server.ts';
import { createPredictionsReads } from './adapters/db/reads/predictions.server.ts';
import { createSegmentExportReads } from './adapters/db/reads/segment-export.server.ts';
import { createSegmentPreviewReads } from './adapters/db/reads/segment-preview.server.ts';
import { createSegmentTagReads } from './adapters/db/reads/segment-tag.server.ts';
import { createSegmentsReads } from './adapters/db/reads/segments.server.ts';
import { createSettingsReads } from './adapters/db/reads/settings.server.ts';
import { createShopperPointsReads } from './adapters/db/reads/shopper-points.server.ts';
import type { Clock } from './services/transact.ts';

/** What pages show: read models, one per page. */
export function createReads(pool: Pool, clock: Clock) {
  return {
    analytics: createAnalyticsReads(pool, clock),
    campaigns: createCampaignsReads(pool, clock),
    campaign: createCampaignReads(pool),
    predictions: createPredictionsReads(pool),
    plays: createPlaysReads(pool, clock),
    segments: createSegmentsReads(pool),
    ownSegments: createOwnSegmentsReads(pool),
    segmentExport: createSegmentExportReads(pool),
    segmentPreview: createSegmentPreviewReads(pool, clock),
    segmentTags: createSegmentTagReads(pool),
    loyalty: createLoyaltyReads(pool),
    loyaltyMember: createLoyaltyMemberReads(pool),
    shopperPoints: createShopperPointsReads(pool),
    home: createHomeReads(pool),
    customers: createCustomersReads(pool),
    customer: createCustomerReads(pool),
    health: createHealthReads(pool),
    imports: createImportsReads(pool),
    settings: createSettingsReads(pool),
  };
}

export type Reads = ReturnType<typeof createReads>;
