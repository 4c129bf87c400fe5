import type { LineItem, Order } from '#sandbox/shopify/model.ts';
import { paymentsOf } from '#sandbox/shopify/totals.ts';
import type { Identifiers } from '../identifiers.ts';
import { addRefund, EMPTY_REFUND } from '../order-refund.ts';

/** Units of one return that go back to one order, with the money the file says. */
export interface Portion {
  order: Order;
  lines: { line: LineItem; quantity: number }[];
  quantity: number;
  /** Minor units. */
  amount: number;
}

/** What one credit note takes back: reserved row by row, then one refund an order. */
export class RefundClaim {
  private readonly units = new Map<LineItem, number>();
  private readonly money = new Map<Order, number>();

  /** Units of a line that nothing has taken back yet. */
  free(line: LineItem): number {
    return line.currentQuantity - (this.units.get(line) ?? 0);
  }

  /** Money of an order that nothing has given back yet, in minor units. */
  unrefunded(order: Order): number {
    const { received, refunded } = paymentsOf(order);
    return received - refunded - (this.money.get(order) ?? 0);
  }

  reserve({ order, lines, amount }: Portion): void {
    for (const { line, quantity } of lines) {
      this.units.set(line, (this.units.get(line) ?? 0) + quantity);
    }
    this.money.set(order, (this.money.get(order) ?? 0) + amount);
  }

  /** Writes the refunds at an instant (epoch ms). @returns how many */
  settle(at: number, note: string | null, ids: Identifiers): number {
    for (const [order, amount] of this.money) {
      const lines = order.lines.flatMap((line) => {
        const quantity = this.units.get(line);
        return quantity ? [{ line, quantity }] : [];
      });
      const goods = lines.reduce((sum, { line, quantity }) => sum + line.price * quantity, 0);
      addRefund(order, ids, at, { ...EMPTY_REFUND, lines, adjustment: amount - goods, note });
    }
    return this.money.size;
  }
}
