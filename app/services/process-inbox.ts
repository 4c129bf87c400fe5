import type { Shop } from '#app/domain/shop.ts';
import type { ApplyMeta, DatedChange } from './apply-changes.ts';
import type { FactsStore } from './ports/facts-store.ts';
import type { InboxOutcome, InboxRow, InboxStore } from './ports/inbox-store.ts';
import type { PrivacyStore } from './ports/privacy-store.ts';
import type { ParsedWebhook, ParseWebhook, WebhookEvent } from './ports/webhook-parser.ts';
import type { Clock, Transact } from './transact.ts';

export interface InboxStores {
  inbox: InboxStore;
  facts: FactsStore;
  privacy: PrivacyStore;
  shops: { findByDomain(domain: string): Promise<Shop | null> };
}

export interface ProcessInboxDeps<Stores extends InboxStores> {
  transact: Transact<Stores>;
  clock: Clock;
  parseWebhook: ParseWebhook;
  /** `applyChanges` with its hooks bound. */
  applyChanges(
    stores: Stores,
    shop: Shop,
    changes: readonly DatedChange[],
    meta: ApplyMeta,
  ): Promise<unknown>;
  /** Does what a webhook asks for beyond facts; may be called again for the same one. */
  handleEvent(shop: Shop, event: WebhookEvent, occurredAt: string): Promise<void>;
  /** Asks a worker to carry out a privacy request; one that is lost is made good by the sweep. */
  startPrivacyRequest(shopId: string, requestId: string): Promise<void>;
}

export interface ProcessInboxResult {
  processed: number;
  /** Whether rows are left that nobody tried yet. */
  more: boolean;
}

/** A batch is worked off in stretches of the event loop that other shops' orders wait for. */
const BATCH = 100;
const RETRIES_AT_ONCE = 20;
const MAX_ATTEMPTS = 5;
/** What failed because of the other side is tried for about a day. */
const MAX_ATTEMPTS_OUTSIDE = 30;

const PRIVACY_EVENTS = new Set<WebhookEvent['type']>([
  'data-requested',
  'customer-redacted',
  'shop-redacted',
]);

/**
 * Turns waiting webhooks of one shop into facts: a batch in one transaction, oldest first. One
 * that makes the batch fail does not block the others: they are then taken one by one, and it is
 * tried again later until it is given up as failed. Webhooks of a shop that is not installed wait.
 * While another worker waits for its turn with the same shop or is at work on it, there is nothing
 * to do: it looks again for rows when it is done, and a shop takes up one worker, not all of them.
 */
export async function processInbox<Stores extends InboxStores>(
  deps: ProcessInboxDeps<Stores>,
  { shopDomain }: { shopDomain: string },
): Promise<ProcessInboxResult> {
  const shop = await deps.transact((stores) => stores.shops.findByDomain(shopDomain));
  if (!shop) return { processed: 0, more: false };
  const run = { deps, shopDomain };
  const fresh = await processFresh(run);
  if (fresh === 'busy') return { processed: 0, more: false };
  let processed = fresh;
  const { retries, more } = await deps.transact(async ({ inbox }) => ({
    retries: await inbox.listRetries(shopDomain, RETRIES_AT_ONCE),
    more: await inbox.hasFresh(shopDomain),
  }));
  for (const webhookId of retries) processed += await processAlone(run, webhookId);
  return { processed, more };
}

interface Run<Stores extends InboxStores> {
  deps: ProcessInboxDeps<Stores>;
  shopDomain: string;
}

async function processFresh<Stores extends InboxStores>(
  run: Run<Stores>,
): Promise<number | 'busy'> {
  let claimed: string[] = [];
  try {
    const batch = await run.deps.transact(async (stores) => {
      if (!(await stores.inbox.takeTurn(run.shopDomain))) return 'busy';
      const shop = await lockShop(stores, run.shopDomain);
      const rows = shop ? await stores.inbox.claimFresh(run.shopDomain, BATCH) : [];
      claimed = rows.map((row) => row.webhookId);
      return shop && rows.length > 0 ? settleRows(run, stores, shop, rows) : nothingLeft;
    });
    if (batch === 'busy') return 'busy';
    await afterCommit(run, batch);
  } catch (error) {
    // Without rows it was not one of them: the queue tries the whole job again.
    if (claimed.length === 0) throw error;
    for (const webhookId of claimed) await processAlone(run, webhookId);
  }
  return claimed.length;
}

async function processAlone<Stores extends InboxStores>(
  run: Run<Stores>,
  webhookId: string,
): Promise<number> {
  try {
    const left = await run.deps.transact(async (stores) => {
      const shop = await lockShop(stores, run.shopDomain);
      const row = shop && (await stores.inbox.claimOne(run.shopDomain, webhookId));
      return shop && row ? settleRows(run, stores, shop, [row]) : nothingLeft;
    });
    await afterCommit(run, left);
    return 1;
  } catch (error) {
    await noteFailure(run, webhookId, error);
    return 0;
  }
}

/** The shop as it is once no other writer of its facts is at work. */
async function lockShop(stores: InboxStores, shopDomain: string): Promise<Shop | null> {
  const shop = await stores.shops.findByDomain(shopDomain);
  if (!shop) return null;
  await stores.facts.lock(shop.shopId);
  return stores.shops.findByDomain(shopDomain);
}

/** What must be done outside the transaction once it is committed. */
interface LeftToDo {
  shop: Shop | null;
  events: { row: InboxRow; event: WebhookEvent }[];
  privacyRequestIds: string[];
}

const nothingLeft: LeftToDo = { shop: null, events: [], privacyRequestIds: [] };

async function settleRows<Stores extends InboxStores>(
  { deps, shopDomain }: Run<Stores>,
  stores: Stores,
  shop: Shop,
  rows: readonly InboxRow[],
): Promise<LeftToDo> {
  const now = deps.clock.now();
  const read = rows.map((row) => {
    const parsed = parseRow(deps, shop, row);
    return { row, parsed, changes: datedChanges(row, parsed) };
  });
  const changes = read.flatMap((one) => one.changes);
  if (changes.length > 0) {
    const meta: ApplyMeta = { source: 'webhook', recordedAt: now };
    await deps.applyChanges(stores, shop, changes, meta);
  }
  const redacted = await stores.facts.listRedacted(shop, changes);
  const outcomes = read.flatMap((one) => {
    const isErased = shop.status === 'redacted';
    const dropBody = isErased || one.changes.some((change) => redacted.has(change));
    return outcomeOf(one.row, one.parsed, dropBody);
  });
  const events = read.flatMap(({ row, parsed }) =>
    parsed.kind === 'event' ? [{ row, event: parsed.event }] : [],
  );
  const requests = events.filter(({ event }) => PRIVACY_EVENTS.has(event.type));
  for (const { row, event } of requests) {
    const customerId = 'person' in event ? event.person.customerId : null;
    const { webhookId: requestId, topic } = row;
    await stores.privacy.record({
      shopId: shop.shopId,
      requestId,
      topic,
      customerId,
      receivedAt: now,
    });
  }
  await stores.inbox.settle(shopDomain, outcomes, now);
  return {
    shop,
    events: events.filter(({ event }) => !PRIVACY_EVENTS.has(event.type)),
    privacyRequestIds: requests.map(({ row }) => row.webhookId),
  };
}

function parseRow<Stores extends InboxStores>(
  deps: ProcessInboxDeps<Stores>,
  shop: Shop,
  row: InboxRow,
): ParsedWebhook {
  if (shop.status === 'redacted') {
    return { kind: 'rejected', reason: 'all data of this shop was erased at its request' };
  }
  const parsed = deps.parseWebhook(row, shop.currency);
  const named = parsed.kind === 'event' ? parsed.namedShopId : null;
  if (!named || named === shop.shopId) return parsed;
  return {
    kind: 'rejected',
    reason: `${row.topic}: the body is about shop ${named}, not this one`,
  };
}

function datedChanges(row: InboxRow, parsed: ParsedWebhook): DatedChange[] {
  if (parsed.kind !== 'changes') return [];
  return parsed.changes.map((change) => ({ change, occurredAt: row.occurredAt }));
}

/** Rows whose event is still to be handled keep waiting, so that a crash forgets none. */
function outcomeOf(row: InboxRow, parsed: ParsedWebhook, dropBody: boolean): InboxOutcome[] {
  const { webhookId } = row;
  if (parsed.kind === 'rejected') {
    return [{ webhookId, state: 'rejected', reason: parsed.reason, dropBody }];
  }
  if (parsed.kind === 'event' && !PRIVACY_EVENTS.has(parsed.event.type)) return [];
  return [{ webhookId, state: 'done', dropBody }];
}

async function afterCommit<Stores extends InboxStores>(
  run: Run<Stores>,
  { shop, events, privacyRequestIds }: LeftToDo,
): Promise<void> {
  if (!shop) return;
  for (const requestId of privacyRequestIds) {
    await run.deps.startPrivacyRequest(shop.shopId, requestId);
  }
  for (const { row, event } of events) {
    try {
      await run.deps.handleEvent(shop, event, row.occurredAt);
      const done: InboxOutcome = { webhookId: row.webhookId, state: 'done', dropBody: false };
      await run.deps.transact((stores) =>
        stores.inbox.settle(run.shopDomain, [done], run.deps.clock.now()),
      );
    } catch (error) {
      await noteFailure(run, row.webhookId, error);
    }
  }
}

async function noteFailure<Stores extends InboxStores>(
  { deps, shopDomain }: Run<Stores>,
  webhookId: string,
  error: unknown,
): Promise<void> {
  const isOutside = error instanceof Error && 'retryable' in error && error.retryable === true;
  const failure = {
    error: error instanceof Error ? error.message : String(error),
    maxAttempts: isOutside ? MAX_ATTEMPTS_OUTSIDE : MAX_ATTEMPTS,
  };
  await deps.transact((stores) => stores.inbox.noteFailure(shopDomain, webhookId, failure));
}
