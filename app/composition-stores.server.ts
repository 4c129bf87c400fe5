import type { Pool, PoolClient } from 'pg';
import { createAcquisitionCostsStore } from './adapters/db/acquisition-costs-store.server.ts';
import { createCampaignsStore } from './adapters/db/campaigns-store.server.ts';
import { createCodeAuditsStore } from './adapters/db/code-audits-store.server.ts';
import { createDecisionsStore } from './adapters/db/decisions-store.server.ts';
import { createEffectsStore } from './adapters/db/effects-store.server.ts';
import { createFactsStore } from './adapters/db/facts-store.server.ts';
import { createFitsStore } from './adapters/db/fits-store.server.ts';
import { createImportStore } from './adapters/db/import-store.server.ts';
import { createInboxStore } from './adapters/db/inbox-store.server.ts';
import { createLedgerStore } from './adapters/db/ledger-store.server.ts';
import { createMemberSplitsStore } from './adapters/db/member-splits-store.server.ts';
import { createMetricsStore } from './adapters/db/metrics-store.server.ts';
import { createOwnSegmentsStore } from './adapters/db/own-segments-store.server.ts';
import { createPairsStore } from './adapters/db/pairs-store.server.ts';
import { createPrivacyStore } from './adapters/db/privacy-store.server.ts';
import { createRecipientsStore } from './adapters/db/recipients-store.server.ts';
import { createReconcileStore } from './adapters/db/reconcile-store.server.ts';
import { createSegmentTagsStore } from './adapters/db/segment-tags-store.server.ts';
import { createSegmentsStore } from './adapters/db/segments-store.server.ts';
import type { SealedSessionStorage } from './adapters/db/session-storage.server.ts';
import { createShopsStore } from './adapters/db/shops-store.server.ts';
import { inTransaction } from './adapters/db/transaction.server.ts';
import type { Transact } from './services/transact.ts';

function createStores(client: PoolClient, sessions: SealedSessionStorage) {
  return {
    acquisitionCosts: createAcquisitionCostsStore(client),
    campaigns: createCampaignsStore(client),
    codeAudits: createCodeAuditsStore(client),
    decisions: createDecisionsStore(client),
    effects: createEffectsStore(client),
    facts: createFactsStore(client),
    fits: createFitsStore(client),
    imports: createImportStore(client),
    inbox: createInboxStore(client),
    ledger: createLedgerStore(client),
    memberSplits: createMemberSplitsStore(client),
    metrics: createMetricsStore(client),
    ownSegments: createOwnSegmentsStore(client),
    pairs: createPairsStore(client),
    privacy: createPrivacyStore(client),
    recipients: createRecipientsStore(client),
    reconciles: createReconcileStore(client),
    segmentTags: createSegmentTagsStore(client),
    segments: createSegmentsStore(client),
    sessions: sessions.within(client),
    shops: createShopsStore(client),
  };
}

/** All stores, bound to one transaction; each service names those it uses. */
export type Stores = ReturnType<typeof createStores>;

export function createTransact(pool: Pool, sessions: SealedSessionStorage): Transact<Stores> {
  return (work) => inTransaction(pool, (client) => work(createStores(client, sessions)));
}
