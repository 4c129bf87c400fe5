import sql from 'sql-template-tag';
import { followMerges, isGuestId } from '#app/domain/identity.ts';
import type { CustomerId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { OwnershipMove, Touched } from '#app/domain/touched.ts';
import type { ApplyMeta, DatedChange } from '#app/services/apply-changes.ts';
import type { FactsStore } from '#app/services/ports/facts-store.ts';
import { saveBirthDates } from './facts/birth-dates.server.ts';
import { canonicalChange } from './facts/canonical-change.ts';
import { saveCheckouts } from './facts/checkouts.server.ts';
import { enforceConsents, saveConsents } from './facts/consents.server.ts';
import { distinct, type FactsContext } from './facts/context.ts';
import { saveCustomers } from './facts/customers.server.ts';
import {
  deleteMerge,
  type Merge,
  markMerged,
  readKin,
  readMergedInto,
  readMergedOnes,
  saveMerges,
} from './facts/merges.server.ts';
import { saveOrders } from './facts/orders.server.ts';
import { resolveOwners } from './facts/ownership.server.ts';
import { saveProducts } from './facts/products.server.ts';
import { saveRefunds } from './facts/refunds.server.ts';
import { revalueOrders, revalueThese } from './facts/revalue-orders.server.ts';
import {
  listRedacted,
  readGraves,
  tombstoneOf,
  writeTombstones,
} from './facts/tombstones.server.ts';
import { findCostedOrders, saveCosts } from './facts/unit-costs.server.ts';
import type { Db } from './recordset.ts';
import { lockShopFacts } from './shop-lock.server.ts';

/** Facts in PostgreSQL, bound to one transaction. */
export function createFactsStore(db: Db): FactsStore {
  return {
    lock: (shopId) => lockShopFacts(db, shopId),
    listRedacted: (shop, changes) => listRedacted({ db, shop }, changes),
    async apply(shop, changes, meta) {
      await lockShopFacts(db, shop.shopId);
      return applyFacts(contextOf(db, shop, meta), changes.map(canonicalChange));
    },
    async revalueOrders(shop) {
      await lockShopFacts(db, shop.shopId);
      await revalueOrders({ db, shop });
    },
    async findMerge(shop, mergedId) {
      const mergedInto = await readMergedInto({ db, shop }, [mergedId]);
      const keptId = mergedInto.get(mergedId);
      if (keptId === undefined) return null;
      const below = await readMergedOnes({ db, shop }, [mergedId]);
      const kinIds = distinct([mergedId, ...below.map(({ customerId }) => customerId)]);
      return { keptId, ownerId: followMerges(mergedId, mergedInto), kinIds };
    },
    async reverseMerge(shop, mergedId, recordedAt) {
      await lockShopFacts(db, shop.shopId);
      return reverseMerge(contextOf(db, shop, { source: 'reconcile', recordedAt }), mergedId);
    },
  };
}

function contextOf(db: Db, shop: Shop, meta: ApplyMeta): FactsContext {
  return { db, shop, recordedAt: meta.recordedAt.toISOString(), source: meta.source };
}

async function applyFacts(context: FactsContext, changes: DatedChange[]): Promise<Touched> {
  await writeTombstones(context, changes.flatMap(tombstoneOf));
  const graves = await readGraves(context, changes);
  const merges = await saveMerges(context, changes);
  const customers = await saveCustomers(context, changes, graves);
  await markMerged(
    context,
    merges.flatMap(({ mergedId, keptId }) => [mergedId, keptId]),
  );
  const consented = await saveConsents(context, changes);
  const dated = await saveBirthDates(context, changes, graves);
  const productIds = await saveProducts(context, changes, graves);
  const recosted = await saveCosts(context, changes);
  const refunded = await saveRefunds(context, changes);
  const changedOrders = await saveOrders(context, changes, { refunded, graves });
  await revalueThese(context, await findCostedOrders(context, recosted));
  const moved = await movedByMerges(context, merges);
  const owners = await resolveOwners(context, {
    orderIds: changedOrders,
    movedCustomerIds: moved.customerIds,
    changedKeys: distinct([...customers.changedKeys, ...moved.keys]),
  });
  await enforceConsents(
    context,
    distinct([...consented, ...customers.changedIds, ...moved.customerIds]),
  );
  const checkouts = await saveCheckouts(context, changes, graves);
  return {
    customerIds: await finalCustomers(context, {
      always: [
        ...owners.ownerIds,
        ...customers.changedIds,
        ...consented,
        ...dated,
        ...moved.customerIds,
      ],
      ifKnown: checkouts.customerIds,
    }),
    orderIds: distinct([...changedOrders, ...owners.orderIds]),
    checkoutIds: checkouts.changedIds,
    productIds,
    moves: [...moved.moves, ...owners.moves],
  };
}

/** Who moved with a merge, the keys by which guests' orders follow, and where all went. */
async function movedByMerges(context: FactsContext, merges: readonly Merge[]) {
  if (merges.length === 0) return { customerIds: [], keys: [], moves: [] };
  const ids = merges.flatMap((merge) => [merge.mergedId, merge.keptId]);
  const { all, mergedInto } = await readKin(context, ids);
  const moves = merges.map(
    (merge): OwnershipMove => ({
      kind: 'merge',
      fromId: merge.mergedId,
      toId: followMerges(merge.mergedId, mergedInto),
      at: merge.mergedAt,
    }),
  );
  return { customerIds: all, keys: await readKeys(context, all), moves };
}

async function readKeys({ db, shop }: FactsContext, ids: readonly CustomerId[]) {
  const { rows } = await db.query<{ emailKey: string | null; phoneKey: string | null }>(sql`
    select email_key as "emailKey", phone_key as "phoneKey" from customers
    where shop_id = ${shop.shopId} and customer_id = any(${ids}::bigint[])`);
  return distinct(rows.flatMap((row) => [row.emailKey, row.phoneKey]));
}

/** The touched, with those into whom they were merged; guests without an order are left out. */
async function finalCustomers(
  context: FactsContext,
  { always, ifKnown }: { always: CustomerId[]; ifKnown: CustomerId[] },
): Promise<CustomerId[]> {
  const { db, shop } = context;
  const unsure = distinct(ifKnown).filter(isGuestId);
  const { rows } = await db.query<{ id: string }>(sql`select customer_id::text as id
    from customers where shop_id = ${shop.shopId} and customer_id = any(${unsure}::bigint[])`);
  const known = ifKnown.filter((id) => !isGuestId(id));
  const ids = distinct([...always, ...known, ...rows.map((row) => row.id)]);
  const mergedInto = await readMergedInto(context, ids);
  return distinct([...ids, ...ids.map((id) => followMerges(id, mergedInto))]).toSorted();
}

async function reverseMerge(context: FactsContext, mergedId: CustomerId): Promise<Touched> {
  const { all } = await readKin(context, [mergedId]);
  const keptId = await deleteMerge(context, mergedId);
  const customerIds = keptId === null ? [] : all;
  const owners = await resolveOwners(context, {
    orderIds: [],
    movedCustomerIds: customerIds,
    changedKeys: await readKeys(context, customerIds),
  });
  await enforceConsents(context, customerIds);
  return {
    customerIds: distinct([...customerIds, ...owners.ownerIds]),
    orderIds: owners.orderIds,
    checkoutIds: [],
    productIds: [],
    moves: [],
  };
}
