import type { ShopAddress } from '#app/services/ports/shopify-reader.ts';
import type { AdminClient } from './admin/admin-client.server.ts';
import { readMoreOrderLines, readMoreRefundLines } from './operations/orders.ts';

interface Connection<Node = unknown> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

/** The cursor behind a page; null on the last one. */
export function cursorOf({ pageInfo }: Connection): string | null {
  return pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
}

/** All lines of an order whose first page was read with it. Throws OutsideError. */
export async function readAllLines(
  client: AdminClient,
  shop: ShopAddress,
  order: { id: string; lineItems: Connection },
): Promise<unknown[]> {
  return readOn(order.lineItems, async (after) => {
    const more = await client.run(shop.domain, readMoreOrderLines, { id: order.id, after });
    return more.order?.lineItems ?? null;
  });
}

/** An order's refunds with all their lines, whose first page was read with each. Throws OutsideError. */
export async function readWholeRefunds<Refund extends { id: string; refundLineItems: Connection }>(
  client: AdminClient,
  shop: ShopAddress,
  refunds: readonly Refund[],
): Promise<unknown[]> {
  const whole: unknown[] = [];
  for (const refund of refunds) {
    const nodes = await readOn(refund.refundLineItems, async (after) => {
      const { node } = await client.run(shop.domain, readMoreRefundLines, { id: refund.id, after });
      return node?.__typename === 'Refund' ? node.refundLineItems : null;
    });
    whole.push({ ...refund, refundLineItems: { nodes, pageInfo: { hasNextPage: false } } });
  }
  return whole;
}

async function readOn(
  first: Connection,
  readPage: (after: string) => Promise<Connection | null>,
): Promise<unknown[]> {
  const nodes = [...first.nodes];
  let after = cursorOf(first);
  while (after !== null) {
    const page = await readPage(after);
    if (!page) break;
    nodes.push(...page.nodes);
    after = cursorOf(page);
  }
  return nodes;
}
