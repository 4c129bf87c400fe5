/** The store's tables, clock, ids, events and commits: what every verb works on. */
import { randomUUID } from 'node:crypto';
import type { JsonObject, StoreEvent, StoreListener } from '../events.ts';
import type {
  Checkout,
  Customer,
  Metafield,
  Order,
  Product,
  Shop,
  StoreContents,
} from '../model.ts';
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
import { type Journal, type JournalEntry, openJournal } from './journal.ts';
import { ownCopy } from './own-copy.ts';
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

export class StoreState {
  readonly tables: Tables;
  readonly indexes: Indexes;
  readonly clock: Clock;
  readonly #journal: Journal;
  readonly #listeners = new Set<StoreListener>();
  readonly #dirty = new Map<string, JournalEntry>();

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

  /** Writes what changed since the last commit as one line of the journal. */
  commit(): void {
    if (this.#dirty.size === 0) return;
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

export interface StateOptions {
  clock: Clock;
  /** Folder of the journal; null keeps everything in memory. */
  dataDir: string | null;
  loadContents: () => StoreContents | Promise<StoreContents>;
}

const COMPACT_AT_BYTES = 8_000_000;
/** Compacting stops the world for a second or two: while running, it is done rarely. */
const COMPACT_WHILE_RUNNING_BYTES = 128_000_000;

/** Opens the store of `dataDir`, or fills a new one from `loadContents`. */
export async function openState(options: StateOptions): Promise<StoreState> {
  const journal = openJournal(options.dataDir);
  const state = new StoreState(options.clock, journal);
  const entries = journal.read();
  if (entries) {
    state.replay(entries);
    if (journal.size() > COMPACT_AT_BYTES) state.compact();
  } else {
    fillState(state, await options.loadContents());
    state.compact();
  }
  return state;
}

function fillState(state: StoreState, given: StoreContents): void {
  const { tables } = state;
  const contents = ownCopy(given);
  tables.shop.load(contents.shop);
  for (const product of contents.products) tables.products.load(product);
  for (const customer of contents.customers) tables.customers.load(customer);
  for (const order of contents.orders) tables.orders.load(order);
  for (const checkout of contents.checkouts) tables.checkouts.load(checkout);
  tables.meta.load({
    id: 'meta',
    lastId: highestId(contents),
    lastOrderNumber: contents.orders.reduce((last, order) => Math.max(last, order.number), 1000),
    installed: false,
    installedAt: null,
    installations: 0,
  });
}

/** New ids continue after every id in use; ids beyond JavaScript's integers cannot collide. */
function highestId(contents: StoreContents): number {
  let highest = 1_000_000;
  for (const id of allIds(contents)) {
    const value = Number(id);
    if (Number.isSafeInteger(value) && value > highest) highest = value;
  }
  return highest;
}

function* allIds(contents: StoreContents): Iterable<string> {
  yield contents.shop.id;
  for (const { id } of contents.customers) yield id;
  for (const { id } of contents.checkouts) yield id;
  for (const { id, variants } of contents.products) {
    yield id;
    for (const variant of variants) yield variant.id;
  }
  for (const { id, lines, transactions, refunds, fulfillments } of contents.orders) {
    yield id;
    for (const each of [...lines, ...transactions, ...fulfillments]) yield each.id;
    for (const refund of refunds) {
      yield refund.id;
      for (const each of [...refund.lines, ...refund.transactions]) yield each.id;
    }
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
