/** Opens the store of a folder, or fills a new one. */
import type { StoreContents } from '../model.ts';
import { openJournal } from './journal.ts';
import { ownCopy } from './own-copy.ts';
import { type Clock, StoreState } from './state.ts';

export interface StateOptions {
  clock: Clock;
  /** Folder of the journal; null keeps everything in memory. */
  dataDir: string | null;
  loadContents: () => StoreContents | Promise<StoreContents>;
}

const COMPACT_AT_BYTES = 8_000_000;

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
    scopes: null,
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
