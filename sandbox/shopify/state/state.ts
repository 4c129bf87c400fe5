/** The store's tables, clock, ids, events and commits: what every verb works on. */
import { createHash, randomUUID } from 'node:crypto';
import type { JsonObject, StoreEvent, StoreListener } from '../events.ts';
import type { Checkout, Customer, Metafield, Order, Product, Shop } from '../model.ts';
import type {
  BulkOperationRecord,
  DeliveryRecord,
  Discount,
  MetaRecord,
  OwnedMetafield,
  RedeemCodeCreation,
  SegmentRecord,
  TokenRecord,
  WebhookSubscriptionRecord,
} from '../records.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { type Index, Table } from './table.ts';

export interface Clock {
  now(): Date;
}

export interface Tables {
  meta: Table<MetaRecord>;
  shop: Table<Shop>;
  products: Table<Product>;
  customers: Table<Customer>;
  orders: Table<Order>;
  checkouts: Table<Checkout>;
  discounts: Table<Discount>;
  redeemCodeCreations: Table<RedeemCodeCreation>;
  subscriptions: Table<WebhookSubscriptionRecord>;
  bulkOperations: Table<BulkOperationRecord>;
  segments: Table<SegmentRecord>;
  metafields: Table<OwnedMetafield>;
  tokens: Table<TokenRecord>;
  deliveries: Table<DeliveryRecord>;
}

export interface Indexes {
  ordersByCustomer: Index<Order>;
  orderByRefund: Index<Order>;
  productByVariant: Index<Product>;
  customerByEmail: Index<Customer>;
  discountByCode: Index<Discount>;
  checkoutByToken: Index<Checkout>;
  metafieldsByOwner: Index<OwnedMetafield>;
}

export interface Emission {
  topic: string;
  buildPayload: () => JsonObject;
  metafields?: StoreEvent['metafields'];
}

/** Compacting stops the world for a second or two: while running, it is done rarely. */
const COMPACT_WHILE_RUNNING_BYTES = 128_000_000;

export class StoreState {
  readonly tables: Tables;
  readonly indexes: Indexes;
  readonly clock: Clock;
  readonly #journal: Journal;
  readonly #listeners = new Set<StoreListener>();
  readonly #dirty = new Map<string, JournalEntry>();
  #closed = false;

  constructor(clock: Clock, journal: Journal) {
    this.clock = clock;
    this.#journal = journal;
    this.tables = createTables((table, id, record) => {
      this.#dirty.set(`${table}/${id}`, [table, id, record]);
    });
    this.indexes = createIndexes(this.tables);
  }

  get shop(): Shop {
    for (const shop of this.tables.shop.values()) return shop;
    throw new Error('the local Shopify holds no shop');
  }

  get meta(): MetaRecord {
    const meta = this.tables.meta.get('meta');
    if (!meta) throw new Error('the local Shopify was not filled');
    return meta;
  }

  /** Background tasks that outlive the server have nothing left to do. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** Business time with Shopify's resolution of one second. */
  timestamp(): string {
    return `${this.clock.now().toISOString().slice(0, 19)}Z`;
  }

  nextId(): string {
    const meta = this.meta;
    meta.lastId += 1;
    this.tables.meta.put(meta);
    return String(meta.lastId);
  }

  /** A token of 32 hexadecimal digits: the same life of a store has the same tokens. */
  nextToken(): string {
    return createHash('sha256')
      .update(`${this.shop.id}/${this.nextId()}`)
      .digest('hex')
      .slice(0, 32);
  }

  on(listener: StoreListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the listeners; several emissions of one verb are separate events. */
  emit({ topic, buildPayload, metafields }: Emission): void {
    const event: StoreEvent = {
      topic,
      eventId: randomUUID(),
      triggeredAt: this.clock.now().toISOString(),
      buildPayload,
      metafields: metafields ?? (() => null),
    };
    for (const listener of this.#listeners) listener(event);
  }

  /**
   * Writes what changed since the last commit as one line of the journal. After closing nothing is
   * written: what a background task still does then is done again at the next start.
   */
  commit(): void {
    if (this.#closed || this.#dirty.size === 0) return;
    this.#journal.append([...this.#dirty.values()]);
    this.#dirty.clear();
    if (this.#journal.size() > COMPACT_WHILE_RUNNING_BYTES) this.compact();
  }

  /** Records from the journal, without making them dirty. */
  replay(entries: Iterable<JournalEntry>): void {
    for (const [table, id, record] of entries) applyEntry(this.tables, table, id, record);
    this.#dirty.clear();
  }

  compact(): void {
    this.#journal.compact(allEntries(this.tables));
    this.#dirty.clear();
  }

  close(): void {
    this.commit();
    this.#closed = true;
    this.#journal.close();
  }
}

function createTables(
  onChange: (table: string, id: string, record: object | null) => void,
): Tables {
  return {
    meta: new Table('meta', onChange),
    shop: new Table('shop', onChange),
    products: new Table('products', onChange),
    customers: new Table('customers', onChange),
    orders: new Table('orders', onChange),
    checkouts: new Table('checkouts', onChange),
    discounts: new Table('discounts', onChange),
    redeemCodeCreations: new Table('redeemCodeCreations', onChange),
    subscriptions: new Table('subscriptions', onChange),
    bulkOperations: new Table('bulkOperations', onChange),
    segments: new Table('segments', onChange),
    metafields: new Table('metafields', onChange),
    tokens: new Table('tokens', onChange),
    deliveries: new Table('deliveries', onChange),
  };
}

function createIndexes(tables: Tables): Indexes {
  return {
    ordersByCustomer: tables.orders.indexBy((each) => (each.customerId ? [each.customerId] : [])),
    orderByRefund: tables.orders.indexBy((each) => each.refunds.map(({ id }) => id)),
    productByVariant: tables.products.indexBy((each) => each.variants.map(({ id }) => id)),
    customerByEmail: tables.customers.indexBy((each) =>
      each.email ? [each.email.toLowerCase()] : [],
    ),
    discountByCode: tables.discounts.indexBy((each) =>
      each.codes.map(({ code }) => code.toLowerCase()),
    ),
    checkoutByToken: tables.checkouts.indexBy((each) => [each.token]),
    metafieldsByOwner: tables.metafields.indexBy((each) => [each.ownerId]),
  };
}

function isTableName(tables: Tables, name: string): name is keyof Tables {
  return Object.hasOwn(tables, name);
}

/** The journal is this program's own writing: its records are trusted to have their shape. */
function applyEntry(tables: Tables, name: string, id: string, record: unknown): void {
  if (!isTableName(tables, name)) return;
  const table: Loadable = tables[name];
  if (record === null) table.remove(id);
  else table.load(record);
}

interface Loadable {
  load(record: unknown): void;
  remove(id: string): void;
}

function* allEntries(tables: Tables): Iterable<JournalEntry> {
  for (const table of Object.values(tables)) {
    for (const record of table.values()) yield [table.name, record.id, record];
  }
}

/** A customer's metafields live on the customer, those of other owners in their table. */
export function metafieldsOf(state: StoreState, ownerGid: string): Metafield[] {
  const customerId = /^gid:\/\/shopify\/Customer\/(\d+)$/.exec(ownerGid)?.[1];
  if (customerId) return state.tables.customers.get(customerId)?.metafields ?? [];
  return state.indexes.metafieldsByOwner
    .ids(ownerGid)
    .flatMap((id) => state.tables.metafields.get(id) ?? []);
}
