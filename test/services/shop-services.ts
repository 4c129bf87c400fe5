import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { createFactsStore } from '#app/adapters/db/facts-store.server.ts';
import { createImportStore } from '#app/adapters/db/import-store.server.ts';
import { createReconcileStore } from '#app/adapters/db/reconcile-store.server.ts';

import { createShopsStore } from '#app/adapters/db/shops-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { applyChanges } from '#app/services/apply-changes.ts';
import type { ApplyChanges } from '#app/services/reread-order.ts';
import type { Transact } from '#app/services/transact.ts';
import { connectShop } from '../adapters/shopify/connected-shop.ts';

type Connected = Awaited<ReturnType<typeof connectShop>>;
type Stores = ReturnType<typeof storesOn>;

function storesOn(client: PoolClient, sessions: Connected['sessions']) {
  return {
    shops: createShopsStore(client),
    imports: createImportStore(client),
    reconciles: createReconcileStore(client),
    facts: createFactsStore(client),
    sessions: sessions.within(client),
  };
}

/** The stores in a database, whichever shop and Shopify they belong to. */
export function bookOn(pool: Pool, sessions: Connected['sessions']) {
  const transact: Transact<Stores> = (work) =>
    inTransaction(pool, (client) => work(storesOn(client, sessions)));
  return { transact };
}

/** The shop's services over a local Shopify and a database, without what follows from facts. */
export async function shopServices(options: Parameters<typeof connectShop>[0] = {}) {
  const connected = await connectShop(options);
  const { pool } = connected.database;
  const { transact } = bookOn(pool, connected.sessions);
  const planned: string[] = [];
  const apply: ApplyChanges<Stores> = (stores, shop, changes, meta) =>
    applyChanges(
      {
        recomputeCustomers: async () => undefined,
        planOccasions: async (_stores, _shop, touched) => void planned.push(...touched.orderIds),
        queueLedgerWork: async () => undefined,
      },
      stores,
      shop,
      changes,
      meta,
    );
  const started: string[] = [];
  const figures: string[] = [];
  const deps = {
    transact,
    clock: { now: () => connected.local.store.now() },
    shopify: connected.reader,
    bulk: connected.bulk,
    applyChanges: apply,
    newId: () => randomUUID(),
    startImport: async (shopId: string) => void started.push(shopId),
    computeFigures: async (shop: { shopId: string }) => void figures.push(shop.shopId),
    pollMs: 20,
  };
  return { ...connected, deps, pool, started, figures, planned };
}
