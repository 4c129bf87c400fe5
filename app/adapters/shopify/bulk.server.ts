import type { FactChange } from '#app/domain/facts.ts';
import type { BulkBatch, BulkReader, BulkType } from '#app/services/ports/bulk-reader.ts';
import { OutsideError } from '#app/services/ports/outside-error.ts';
import type { ShopAddress } from '#app/services/ports/shopify-reader.ts';
import type { AdminClient } from './admin/admin-client.server.ts';
import { ShopifyError } from './admin/shopify-error.ts';
import { type BulkObject, groupObjects, readLines } from './bulk-lines.ts';
import { toCustomerFact } from './nodes/customer-node.ts';
import { toOrderFact } from './nodes/order-node.ts';
import { toProductFact } from './nodes/product-node.ts';
import { toVariantChanges } from './nodes/unit-cost-node.ts';
import { readBulkStatus, runBulkQuery } from './operations/bulk.ts';
import { BULK_QUERIES } from './operations/bulk-queries.ts';
import { readOrderRefunds } from './operations/orders.ts';
import type { Fetch } from './shopify-fetch.server.ts';
import { toRefusal } from './user-errors.ts';
import { readWholeRefunds } from './whole-orders.server.ts';

export interface BulkReaderOptions {
  client: AdminClient;
  fetch: Fetch;
  /** Objects per batch; default 500. */
  batchSize?: number;
}

const BATCH_SIZE = 500;
/** A batch is also full with this many lines, so that orders of hundreds of lines stay bounded. */
const BATCH_LINES = 10_000;
const REFUNDED_PER_QUERY = 50;
const REFUND_QUERIES_AT_ONCE = 4;
const BUSY_CODES: readonly (string | null)[] = ['OPERATION_IN_PROGRESS', 'LIMIT_REACHED'];

export function createBulkReader(options: BulkReaderOptions): BulkReader {
  const { client } = options;
  return {
    async start(shop, type) {
      const query = BULK_QUERIES[type];
      const { bulkOperationRunQuery: answer } = await client.run(shop.domain, runBulkQuery, {
        query,
      });
      if (answer?.bulkOperation) {
        return { outcome: 'started', operationGid: answer.bulkOperation.id };
      }
      const refusal = toRefusal(answer?.userErrors ?? []);
      if (BUSY_CODES.includes(refusal.code)) return { outcome: 'busy' };
      throw new ShopifyError('refused', shop.domain, `The ${type} import: ${refusal.message}`);
    },

    async readStatus(shop, operationGid) {
      const variables = { id: operationGid };
      const { bulkOperation } = await client.run(shop.domain, readBulkStatus, variables);
      if (!bulkOperation) return { state: 'failed', reason: 'Shopify forgot the operation' };
      const { status, errorCode, url, createdAt } = bulkOperation;
      const objectCount = Number(bulkOperation.objectCount);
      if (status === 'COMPLETED')
        return { state: 'completed', objectCount, url, readAt: createdAt };
      if (status === 'CREATED' || status === 'RUNNING') return { state: 'running', objectCount };
      return { state: 'failed', reason: errorCode ?? status };
    },

    read: (shop, type, file) => readFile(options, shop, type, file),
  };
}

async function* readFile(
  options: BulkReaderOptions,
  shop: ShopAddress,
  type: BulkType,
  file: { url: string; readAt: string; linesRead: number },
): AsyncIterable<BulkBatch> {
  const lines = readLines(await openFile(options.fetch, file.url));
  const batchSize = options.batchSize ?? BATCH_SIZE;
  let batch: BulkObject[] = [];
  let batchStart = file.linesRead;
  for await (const object of groupObjects(lines, type, file.linesRead)) {
    batch.push(object);
    if (batch.length < batchSize && object.linesRead - batchStart < BATCH_LINES) continue;
    yield await toBatch(options.client, shop, type, { objects: batch, readAt: file.readAt });
    batch = [];
    batchStart = object.linesRead;
  }
  if (batch.length > 0) {
    yield await toBatch(options.client, shop, type, { objects: batch, readAt: file.readAt });
  }
}

async function openFile(fetch: Fetch, url: string): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new OutsideError('The bulk file cannot be fetched', { retryable: true, cause });
  });
  if (response.ok && response.body) return response.body;
  throw new OutsideError(`The bulk file was answered ${response.status}`, { retryable: true });
}

async function toBatch(
  client: AdminClient,
  shop: ShopAddress,
  type: BulkType,
  { objects, readAt }: { objects: BulkObject[]; readAt: string },
): Promise<BulkBatch> {
  const linesRead = objects.at(-1)?.linesRead ?? 0;
  if (type === 'orders') {
    return { changes: await toOrders(client, shop, objects, readAt), linesRead };
  }
  const toChanges = type === 'products' ? toProduct : toCustomer;
  return { changes: objects.flatMap((object) => toChanges(object, shop, readAt)), linesRead };
}

function toCustomer({ root }: BulkObject, _shop: ShopAddress, readAt: string): FactChange[] {
  return [{ type: 'customer', fact: toCustomerFact(root, readAt) }];
}

function toProduct(
  { root, children }: BulkObject,
  { currency }: ShopAddress,
  readAt: string,
): FactChange[] {
  const fact = toProductFact(root, currency, readAt);
  const variants = children.flatMap((variant) =>
    toVariantChanges(variant, fact.productId, currency, readAt),
  );
  return [{ type: 'product', fact }, ...variants];
}

async function toOrders(
  client: AdminClient,
  shop: ShopAddress,
  objects: BulkObject[],
  readAt: string,
): Promise<FactChange[]> {
  const refunded = objects.filter(({ root }) => Array.isArray(root.refunds) && root.refunds.length);
  const gids = refunded.map(({ root }) => String(root.id));
  const refunds = await readRefunds(client, shop, gids);
  return objects.map(({ root, children }): FactChange => {
    const found = refunds.get(String(root.id)) ?? [];
    const [shippingLines, lines] = splitBy(children, (child) => 'discountedPriceSet' in child);
    const parts = { head: root, lines, shippingLines, refunds: found };
    return { type: 'order', fact: toOrderFact(parts, readAt) };
  });
}

/** Those that fit, and the others. */
function splitBy<Item>(items: readonly Item[], fits: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(fits), items.filter((item) => !fits(item))];
}

/** The refunds of orders by the order's gid. */
async function readRefunds(
  client: AdminClient,
  shop: ShopAddress,
  gids: readonly string[],
): Promise<Map<string, unknown[]>> {
  const slices: string[][] = [];
  for (let at = 0; at < gids.length; at += REFUNDED_PER_QUERY) {
    slices.push(gids.slice(at, at + REFUNDED_PER_QUERY));
  }
  const found = new Map<string, unknown[]>();
  const readNext = async (): Promise<void> => {
    for (let ids = slices.pop(); ids; ids = slices.pop()) {
      const { nodes } = await client.run(shop.domain, readOrderRefunds, { ids });
      for (const node of nodes) {
        if (node?.__typename !== 'Order') continue;
        found.set(node.id, await readWholeRefunds(client, shop, node.refunds));
      }
    }
  };
  await Promise.all(Array.from({ length: REFUND_QUERIES_AT_ONCE }, readNext));
  return found;
}
