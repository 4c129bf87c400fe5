import type { LineItem, Order } from '#sandbox/shopify/model.ts';
import { allocate } from '#sandbox/shopify/money.ts';
import type { Identifiers } from '../identifiers.ts';
import { type Portion, RefundClaim } from './refund-claim.ts';
import type { RowLedger } from './report.ts';
import type { TransactionRow } from './transaction-row.ts';

export const UNMATCHED = 'refund without an earlier order it belongs to';

interface Sold {
  order: Order;
  line: LineItem;
  at: number;
}

/**
 * Turns rows that take something back into refunds of earlier orders: same customer and product,
 * not later than the return, enough units left. The newest order that can take all of it does
 * (first at the same unit price, then at any); failing that, several share it, newest first.
 * Without a product it is an amount back on the newest order that was paid enough. The money
 * is the file's: a price other than the sale's becomes the refund's adjustment. A return that
 * fits nowhere is skipped and counted.
 * @param customerKeys customer id → the file's own name of the customer
 * @returns the number of refunds: one for each credit note and order
 */
export function matchReturns(
  returns: readonly TransactionRow[],
  orders: readonly Order[],
  customerKeys: ReadonlyMap<string, string>,
  ids: Identifiers,
  ledger: RowLedger,
): number {
  const sales = indexSales(returns, orders, customerKeys);
  let refunds = 0;
  for (const note of groupByInvoice(returns)) {
    const claim = new RefundClaim();
    for (const row of note.rows) {
      const sold = sales.get(saleKey(row.customer, row.product)) ?? [];
      const portions =
        row.product === null ? matchAmount(row, sold, claim) : matchUnits(row, sold, claim);
      if (portions === null) {
        ledger.skip(row.line, UNMATCHED);
        continue;
      }
      ledger.imported += 1;
      for (const portion of portions) claim.reserve(portion);
    }
    refunds += claim.settle(note.at, note.invoice, ids);
  }
  return refunds;
}

interface CreditNote {
  invoice: string | null;
  /** Epoch ms of its latest row: none of them is refunded before its sale. */
  at: number;
  rows: TransactionRow[];
}

function groupByInvoice(returns: readonly TransactionRow[]): CreditNote[] {
  const notes = new Map<string, CreditNote>();
  for (const row of returns) {
    const key = row.invoice ? `${row.invoice}\u0000${row.customer ?? ''}` : `\u0000${row.line}`;
    const known = notes.get(key);
    if (known) {
      known.rows.push(row);
      known.at = Math.max(known.at, row.at);
    } else {
      notes.set(key, { invoice: row.invoice, at: row.at, rows: [row] });
    }
  }
  return [...notes.values()].sort((one, other) => one.at - other.at);
}

function saleKey(customer: string | null, product: string | null): string {
  return `${customer ?? ''}\u0000${product ?? ''}`;
}

/** What was sold of everything that comes back, newest first. */
function indexSales(
  returns: readonly TransactionRow[],
  orders: readonly Order[],
  customerKeys: ReadonlyMap<string, string>,
): Map<string, Sold[]> {
  const sales = new Map<string, Sold[]>();
  for (const row of returns) {
    if (row.customer !== null) sales.set(saleKey(row.customer, row.product), []);
  }
  for (const order of [...orders].reverse()) {
    const customer = order.customerId === null ? undefined : customerKeys.get(order.customerId);
    if (customer === undefined) continue;
    const at = Date.parse(order.processedAt);
    const [first] = order.lines;
    if (first) sales.get(saleKey(customer, null))?.push({ order, line: first, at });
    for (const line of order.lines) {
      if (line.sku !== '') sales.get(saleKey(customer, line.sku))?.push({ order, line, at });
    }
  }
  return sales;
}

function matchUnits(row: TransactionRow, sold: Sold[], claim: RefundClaim): Portion[] | null {
  const wanted = -row.quantity;
  const unitPrice = Math.round(row.amount / row.quantity);
  const left = (stack: Sold[]) => stack.reduce((sum, one) => sum + claim.free(one.line), 0);
  const earlier = sold.filter((one) => one.at <= row.at && claim.free(one.line) > 0);
  const stacks = byOrder(earlier);
  const samePrice = byOrder(earlier.filter((one) => one.line.price === unitPrice));
  const single = [...samePrice, ...stacks].find((stack) => left(stack) >= wanted);
  const chosen = single ? [single] : stacks;
  if (chosen.reduce((sum, stack) => sum + left(stack), 0) < wanted) return null;
  const portions = takeFrom(chosen, wanted, claim);
  const parts = allocate(
    -row.amount,
    portions.map((portion) => portion.quantity),
  );
  portions.forEach((portion, index) => {
    portion.amount = parts[index] ?? 0;
  });
  const paid = portions.every((portion) => portion.amount <= claim.unrefunded(portion.order));
  return paid ? portions : null;
}

function byOrder(sold: Sold[]): Sold[][] {
  const stacks = new Map<Order, Sold[]>();
  for (const one of sold) {
    const stack = stacks.get(one.order);
    if (stack) stack.push(one);
    else stacks.set(one.order, [one]);
  }
  return [...stacks.values()];
}

function takeFrom(stacks: Sold[][], wanted: number, claim: RefundClaim): Portion[] {
  const portions: Portion[] = [];
  let open = wanted;
  for (const stack of stacks) {
    const [first] = stack;
    if (!first || open === 0) break;
    const portion: Portion = { order: first.order, lines: [], quantity: 0, amount: 0 };
    for (const { line } of stack) {
      const quantity = Math.min(open, claim.free(line));
      if (quantity === 0) continue;
      portion.lines.push({ line, quantity });
      portion.quantity += quantity;
      open -= quantity;
    }
    portions.push(portion);
  }
  return portions;
}

function matchAmount(row: TransactionRow, sold: Sold[], claim: RefundClaim): Portion[] | null {
  const amount = -row.amount;
  const match = sold.find((one) => one.at <= row.at && claim.unrefunded(one.order) >= amount);
  return match ? [{ order: match.order, lines: [], quantity: 0, amount }] : null;
}
