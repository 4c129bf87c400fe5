import type { Pool } from 'pg';
import { createCampaignsReads } from './adapters/db/reads/campaigns.server.ts';
import { createCustomerReads } from './adapters/db/reads/customer.server.ts';
import { createCustomersReads } from './adapters/db/reads/customers.server.ts';
import { createHealthReads } from './adapters/db/reads/health.server.ts';
import { createHomeReads } from './adapters/db/reads/home.server.ts';
import { createImportsReads } from './adapters/db/reads/imports.server.ts';
import { createLoyaltyReads } from './adapters/db/reads/loyalty.server.ts';
import { createSegmentsReads } from './adapters/db/reads/segments.server.ts';
import { createSettingsReads } from './adapters/db/reads/settings.server.ts';

/** What pages show: read models, one per page. */
export function createReads(pool: Pool) {
  return {
    campaigns: createCampaignsReads(pool),
    segments: createSegmentsReads(pool),
    loyalty: createLoyaltyReads(pool),
    home: createHomeReads(pool),
    customers: createCustomersReads(pool),
    customer: createCustomerReads(pool),
    health: createHealthReads(pool),
    imports: createImportsReads(pool),
    settings: createSettingsReads(pool),
  };
}

export type Reads = ReturnType<typeof createReads>;
