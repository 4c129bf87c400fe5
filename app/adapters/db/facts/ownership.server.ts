import sql from 'sql-template-tag';
import type { CustomerDirectory, OrderIdentity } from '#app/domain/identity.ts';
import { isGuestId, resolveOwner } from '#app/domain/identity.ts';
import type { CustomerId, OrderId } from '#app/domain/ids.ts';
import type { OwnershipMove } from '#app/domain/touched.ts';
import type { Columns } from '../recordset.ts';
import { recordset, selectList } from '../recordset.ts';
import { distinct, type FactsContext } from './context.ts';
import { guestId } from './guest-id.server.ts';
import { readMergedInto } from './merges.server.ts';
import { OWNED_COLUMNS, type OwnedOrder } from './order-rows.ts';

type Reach = Pick<FactsContext, 'db' | 'shop'>;

export interface OwnershipInput {
  /** Orders that changed. */
  orderIds: readonly OrderId[];
  /** Customers who were merged (or are no more), with all merged into them. */
  movedCustomerIds: readonly CustomerId[];
  /** Keys that mean another customer than before. */
  changedKeys: readonly string[];
}

export interface OwnershipChange {
  /** Owners of the changed orders, and old and new owners of those that moved. */
  ownerIds: CustomerId[];
  /** Orders that moved. */
  orderIds: OrderId[];
  moves: OwnershipMove[];
}

/** Says again whose each order is that the changes may have moved. */
export async function resolveOwners(
  context: FactsContext,
  input: OwnershipInput,
): Promise<OwnershipChange> {
  const orders = await readCandidates(context, input);
  if (orders.length === 0) return { ownerIds: [], orderIds: [], moves: [] };
  const directory = await readDirectory(context, orders);
  const owned = orders.map((order) => ({
    ...order,
    newOwnerId: ownerOf(context, order, directory),
    guestKey: guestKeyOf(order, directory),
  }));
  const moved = owned.filter((order) => order.ownerId !== order.newOwnerId);
  await keepGuests(context, moved);
  await writeOwners(context, moved);
  await dropEmptyGuests(context, distinct(moved.map((order) => order.ownerId)));
  const changed = new Set(input.orderIds);
  const concerned = owned.filter(
    (order) => changed.has(order.orderId) || order.ownerId !== order.newOwnerId,
  );
  return {
    ownerIds: distinct(concerned.flatMap((order) => [order.ownerId, order.newOwnerId])),
    orderIds: moved.map((order) => order.orderId),
    moves: guestMoves(moved),
  };
}

async function readCandidates({ db, shop }: Reach, input: OwnershipInput): Promise<OwnedOrder[]> {
  const { orderIds, movedCustomerIds, changedKeys } = input;
  if (orderIds.length + movedCustomerIds.length + changedKeys.length === 0) return [];
  const { rows } = await db.query<OwnedOrder>(sql`select ${selectList(OWNED_COLUMNS)} from (
      select * from orders where shop_id = ${shop.shopId} and order_id = any(${orderIds}::bigint[])
      union
      select * from orders where shop_id = ${shop.shopId}
        and customer_id = any(${movedCustomerIds}::bigint[])
      union
      select * from orders where shop_id = ${shop.shopId} and customer_id is null
        and email_key = any(${changedKeys}::text[])
      union
      select * from orders where shop_id = ${shop.shopId} and customer_id is null
        and phone_key = any(${changedKeys}::text[])) t
    order by order_id`);
  return rows;
}

/** What must be known to say whose these orders (or checkouts) are. */
export async function readDirectory(
  { db, shop }: Reach,
  identities: readonly OrderIdentity[],
): Promise<CustomerDirectory> {
  const guests = identities.filter((identity) => identity.customerId === null);
  const byEmailKey = await readByKey({ db, shop }, 'email_key', guests, (one) => one.emailKey);
  const byPhoneKey = await readByKey({ db, shop }, 'phone_key', guests, (one) => one.phoneKey);
  const named = identities.map((identity) => identity.customerId);
  const ids = distinct([...named, ...byEmailKey.values(), ...byPhoneKey.values()]);
  return { byEmailKey, byPhoneKey, mergedInto: await readMergedInto({ db, shop }, ids) };
}

async function readByKey(
  { db, shop }: Reach,
  column: 'email_key' | 'phone_key',
  guests: readonly OrderIdentity[],
  keyOf: (identity: OrderIdentity) => string | null,
): Promise<Map<string, CustomerId>> {
  const keys = distinct(guests.map(keyOf));
  if (keys.length === 0) return new Map();
  const where = sql`where shop_id = ${shop.shopId} and customer_id > 0 and redacted_at is null
    and (deleted_at is null or merged_into is not null)`;
  const query =
    column === 'email_key'
      ? sql`select email_key as key, min(customer_id)::text as id from customers ${where}
          and email_key = any(${keys}) group by email_key`
      : sql`select phone_key as key, min(customer_id)::text as id from customers ${where}
          and phone_key = any(${keys}) group by phone_key`;
  const { rows } = await db.query<{ key: string; id: string }>(query);
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** The owner's id, a guest's where nobody is known, null where nobody is named. */
export function ownerOf(
  { shop }: Pick<FactsContext, 'shop'>,
  identity: OrderIdentity,
  directory: CustomerDirectory,
): CustomerId | null {
  const owner = resolveOwner(identity, directory);
  if (owner === null) return null;
  return 'customerId' in owner ? owner.customerId : guestId(shop.shopId, owner.guestKey);
}

function guestKeyOf(identity: OrderIdentity, directory: CustomerDirectory): string | null {
  const owner = resolveOwner(identity, directory);
  return owner && 'guestKey' in owner ? owner.guestKey : null;
}

type MovedOrder = OwnedOrder & { newOwnerId: CustomerId | null; guestKey: string | null };

interface GuestRow {
  customerId: CustomerId;
  email: string | null;
  phone: string | null;
}

const GUEST_COLUMNS: Columns<GuestRow> = { customerId: 'id', email: 'text', phone: 'text' };

/** A guest has a row as long as he has an order. */
async function keepGuests(context: FactsContext, moved: readonly MovedOrder[]): Promise<void> {
  const { db, shop, recordedAt } = context;
  const guests = new Map<CustomerId, GuestRow>();
  for (const { guestKey } of moved) {
    if (guestKey === null) continue;
    const customerId = guestId(shop.shopId, guestKey);
    const isEmail = guestKey.includes('@');
    const [email, phone] = isEmail ? [guestKey, null] : [null, guestKey];
    guests.set(customerId, { customerId, email, phone });
  }
  if (guests.size === 0) return;
  await db.query(sql`insert into customers
      (shop_id, customer_id, email, phone, email_key, phone_key, tags, version_key, recorded_at)
    select ${shop.shopId}::bigint, customer_id, email, phone, email, phone, '{}', '', ${recordedAt}
    from ${recordset(GUEST_COLUMNS, [...guests.values()])}
    on conflict (shop_id, customer_id) do nothing`);
}

async function writeOwners({ db, shop }: Reach, moved: readonly MovedOrder[]): Promise<void> {
  if (moved.length === 0) return;
  const rows = moved.map(({ newOwnerId, guestKey, ...order }) => ({
    ...order,
    ownerId: newOwnerId,
  }));
  await db.query(sql`update orders o set owner_id = r.owner_id
    from ${recordset(OWNED_COLUMNS, rows)}
    where o.shop_id = ${shop.shopId} and o.order_id = r.order_id`);
}

async function dropEmptyGuests({ db, shop }: Reach, owners: readonly CustomerId[]): Promise<void> {
  const guests = owners.filter(isGuestId);
  if (guests.length === 0) return;
  await db.query(sql`delete from customers c
    where shop_id = ${shop.shopId} and customer_id = any(${guests}::bigint[]) and not exists (
      select from orders o where o.shop_id = c.shop_id and o.owner_id = c.customer_id)`);
}

function guestMoves(moved: readonly MovedOrder[]): OwnershipMove[] {
  const moves = new Map<string, OwnershipMove>();
  for (const { ownerId, newOwnerId } of moved) {
    if (ownerId === null || newOwnerId === null || !isGuestId(ownerId)) continue;
    if (isGuestId(newOwnerId)) continue;
    const move = { kind: 'guest-known', fromId: ownerId, toId: newOwnerId, at: null } as const;
    moves.set(`${ownerId} ${newOwnerId}`, move);
  }
  return [...moves.values()];
}
