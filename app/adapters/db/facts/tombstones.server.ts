import sql from 'sql-template-tag';
import { emailKey, phoneKey } from '#app/domain/identity.ts';
import type { ShopId } from '#app/domain/ids.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';
import type { Columns, Db } from '../recordset.ts';
import { recordset, upsertRows } from '../recordset.ts';
import type { FactsContext } from './context.ts';
import { guestId } from './guest-id.server.ts';

export type TombstoneType = 'order' | 'customer' | 'product' | 'checkout';

export interface Tombstone {
  objectType: TombstoneType;
  objectId: string;
  kind: 'deleted' | 'redacted';
  at: string;
}

const COLUMNS: Columns<Tombstone> = {
  objectType: 'text',
  objectId: 'text',
  kind: 'text',
  at: 'instant',
};

/** Notes what is gone for good; the earlier word on one object holds. */
export async function writeTombstones(
  { db, shop }: { db: Db; shop: { shopId: ShopId } },
  tombstones: readonly Tombstone[],
): Promise<void> {
  const earliest = new Map<string, Tombstone>();
  for (const tombstone of tombstones) {
    const id = `${tombstone.kind} ${tombstone.objectType} ${tombstone.objectId}`;
    const other = earliest.get(id);
    if (!other || tombstone.at < other.at) earliest.set(id, tombstone);
  }
  const rows = [...earliest.values()];
  await upsertRows(db, shop.shopId, rows, {
    table: 'tombstones',
    columns: COLUMNS,
    key: ['objectType', 'objectId', 'kind'],
    update: [],
  });
  if (rows.length === 0) return;
  await db.query(sql`update tombstones t set at = r.at from ${recordset(COLUMNS, rows)}
    where t.shop_id = ${shop.shopId} and t.object_type = r.object_type
      and t.object_id = r.object_id and t.kind = r.kind and r.at < t.at`);
}

/** What is gone of the objects that a set of changes names. */
export interface Graves {
  deletedAt(type: TombstoneType, id: string | null): string | null;
  redactedAt(type: TombstoneType, id: string | null): string | null;
  /** Since when the guest of these keys is redacted, for what he did before that only. */
  guestRedactedAt(keys: readonly (string | null)[], didAt: string): string | null;
}

export function tombstoneOf({ change, occurredAt: at }: DatedChange): Tombstone[] {
  const deleted = { kind: 'deleted', at } as const;
  if (change.type === 'order-deleted') {
    return [{ ...deleted, objectType: 'order', objectId: change.orderId }];
  }
  if (change.type === 'customer-deleted') {
    return [{ ...deleted, objectType: 'customer', objectId: change.customerId }];
  }
  if (change.type === 'product-deleted') {
    return [{ ...deleted, objectType: 'product', objectId: change.productId }];
  }
  if (change.type !== 'checkout-deleted') return [];
  return [{ ...deleted, objectType: 'checkout', objectId: change.checkoutId }];
}

/** Reads what is gone of all that the changes name. */
export async function readGraves(
  { db, shop }: Pick<FactsContext, 'db' | 'shop'>,
  changes: readonly DatedChange[],
): Promise<Graves> {
  const guestOf = (key: string) => guestId(shop.shopId, key);
  const ids = changes.flatMap(({ change }) => namedIds(change, guestOf));
  const { rows } = await db.query<Tombstone>(sql`
    select object_type as "objectType", object_id as "objectId", kind,
      to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from tombstones where shop_id = ${shop.shopId} and object_id = any(${[...new Set(ids)]})`);
  const graves = new Map(rows.map((row) => [`${row.kind} ${row.objectType} ${row.objectId}`, row]));
  const at = (kind: Tombstone['kind']) => (type: TombstoneType, id: string | null) =>
    graves.get(`${kind} ${type} ${id}`)?.at ?? null;
  const redactedAt = at('redacted');
  return {
    deletedAt: at('deleted'),
    redactedAt,
    guestRedactedAt: (keys, didAt) => {
      const at = keys.map((key) => key && redactedAt('customer', guestOf(key)));
      return at.find((instant) => instant && didAt <= instant) ?? null;
    },
  };
}

function namedIds(change: DatedChange['change'], guestOf: (key: string) => string): string[] {
  const guests = (person: { email: string | null; phone: string | null }) =>
    [emailKey(person.email), phoneKey(person.phone)].flatMap((key) => (key ? [guestOf(key)] : []));
  switch (change.type) {
    case 'order':
      return [change.fact.orderId, ...present(change.fact.customerId), ...guests(change.fact)];
    case 'checkout':
      return [
        change.fact.checkoutId,
        ...present(change.fact.customerId),
        ...(change.fact.contact ? guests(change.fact.contact) : []),
      ];
    case 'customer':
    case 'consent':
      return [change.fact.customerId];
    case 'customer-merged':
      return [change.keptId, change.mergedId];
    case 'product':
      return [change.fact.productId];
    case 'refund':
      return [change.fact.orderId];
    case 'order-deleted':
      return [change.orderId];
    case 'customer-deleted':
      return [change.customerId];
    case 'product-deleted':
      return [change.productId];
    case 'variant':
    case 'unit-cost':
      return [];
    case 'checkout-deleted':
      return [change.checkoutId];
  }
}

function present(...ids: (string | null)[]): string[] {
  return ids.filter((id) => id !== null);
}

/** Those of the changes that name someone or something redacted. */
export async function listRedacted(
  context: Pick<FactsContext, 'db' | 'shop'>,
  changes: readonly DatedChange[],
): Promise<Set<DatedChange>> {
  if (changes.length === 0) return new Set();
  const graves = await readGraves(context, changes);
  return new Set(changes.filter(({ change }) => isRedacted(change, graves)));
}

function isRedacted(change: DatedChange['change'], graves: Graves): boolean {
  switch (change.type) {
    case 'order':
    case 'checkout': {
      const { createdAt, customerId } = change.fact;
      const named =
        change.type === 'order'
          ? graves.redactedAt('order', change.fact.orderId)
          : graves.redactedAt('checkout', change.fact.checkoutId);
      const person = change.type === 'order' ? change.fact : change.fact.contact;
      const keys = [emailKey(person?.email), phoneKey(person?.phone)];
      const guest = graves.guestRedactedAt(keys, createdAt);
      return (named ?? graves.redactedAt('customer', customerId) ?? guest) !== null;
    }
    case 'customer':
    case 'consent':
      return graves.redactedAt('customer', change.fact.customerId) !== null;
    case 'refund':
      return graves.redactedAt('order', change.fact.orderId) !== null;
    default:
      return false;
  }
}
