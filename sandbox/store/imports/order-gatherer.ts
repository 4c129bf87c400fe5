import { type OpenOrder, toOpenLines } from './open-order.ts';
import type { TransactionRow } from './transaction-row.ts';

export interface ProductSeen {
  code: string;
  title: string;
  /** Last unit price in minor units. */
  price: number;
  firstAt: number;
}

/**
 * Gathers rows into orders: rows of one invoice and customer are one order; without invoices,
 * rows of one customer and instant are one where the file names products, and else every row
 * is an order of its own (two purchases on one day are two).
 */
export class OrderGatherer {
  readonly products = new Map<string, ProductSeen>();
  /** Rows that take money or goods back, to be matched when all orders are known. */
  readonly returns: TransactionRow[] = [];
  private readonly open = new Map<string, OpenOrder>();

  add(row: TransactionRow): void {
    if (row.quantity < 0) {
      this.returns.push(row);
      return;
    }
    const key = orderKey(row);
    const known = this.open.get(key);
    const order = known ?? beginOrder(row);
    if (!known) this.open.set(key, order);
    order.at = Math.min(order.at, row.at);
    order.email ??= row.email;
    for (const line of toOpenLines(row)) {
      order.lines.push(line);
      if (line.product !== null) this.seeProduct(line.product, row, line.price);
    }
  }

  /** All orders, oldest first; those of one instant in the order of the file. */
  sorted(): OpenOrder[] {
    return [...this.open.values()].sort(
      (one, other) => one.at - other.at || one.firstLine - other.firstLine,
    );
  }

  private seeProduct(code: string, row: TransactionRow, price: number): void {
    const known = this.products.get(code);
    if (!known) {
      const title = row.description ?? code;
      this.products.set(code, { code, title, price, firstAt: row.at });
      return;
    }
    if (known.title === code && row.description) known.title = row.description;
    if (price > 0) known.price = price;
    known.firstAt = Math.min(known.firstAt, row.at);
  }
}

function orderKey(row: TransactionRow): string {
  if (row.invoice !== null) return `${row.invoice}\u0000${row.customer ?? ''}`;
  if (row.product !== null && row.customer !== null) return `\u0000${row.customer}\u0000${row.at}`;
  return `\u0000\u0000${row.line}`;
}

function beginOrder(row: TransactionRow): OpenOrder {
  return {
    customer: row.customer,
    email: row.email,
    at: row.at,
    firstLine: row.line,
    invoice: row.invoice,
    country: row.country,
    lines: [],
  };
}
