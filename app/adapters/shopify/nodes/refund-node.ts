import { z } from 'zod';
import type { RefundFact } from '#app/domain/facts.ts';
import { gidId, instant, minorOf, shopMoney, sumOf, wholeConnection } from './node-shapes.ts';

const refundLine = z.object({
  quantity: z.number().int(),
  lineItem: z.object({ id: gidId }),
  subtotalSet: shopMoney,
  totalTaxSet: shopMoney,
});

const refundNode = z.object({
  id: gidId,
  createdAt: instant.nullable(),
  processedAt: instant,
  refundLineItems: wholeConnection(refundLine),
  refundShippingLines: wholeConnection(
    z.object({ subtotalAmountSet: shopMoney, taxAmountSet: shopMoney }),
  ),
  orderAdjustments: wholeConnection(z.object({ amountSet: shopMoney, taxAmountSet: shopMoney })),
  transactions: wholeConnection(
    z.object({ kind: z.string(), status: z.string(), amountSet: shopMoney }),
  ),
});

/**
 * A refund as `OrderRefund` selects it, in the order's currency.
 * @throws ZodError naming the path at fault
 */
export function toRefundFact(node: unknown, orderId: string, currency: string): RefundFact {
  const refund = refundNode.parse(node);
  const minor = (money: z.infer<typeof shopMoney>) => minorOf(money, currency);
  const shipping = refund.refundShippingLines;
  // Negative where the shopper gets money back; ours is positive.
  const adjusted = sumOf(
    refund.orderAdjustments.map((each) => minor(each.amountSet) + minor(each.taxAmountSet)),
  );
  const paidBack = refund.transactions.filter(
    ({ kind, status }) => kind === 'REFUND' && status === 'SUCCESS',
  );
  return {
    refundId: refund.id,
    orderId,
    processedAt: refund.processedAt,
    lines: refund.refundLineItems.map((line) => ({
      lineId: line.lineItem.id,
      quantity: line.quantity,
      subtotalMinor: minor(line.subtotalSet),
      taxMinor: minor(line.totalTaxSet),
    })),
    shippingMinor: sumOf(shipping.map((line) => minor(line.subtotalAmountSet))),
    shippingTaxMinor: sumOf(shipping.map((line) => minor(line.taxAmountSet))),
    adjustmentMinor: adjusted === 0 ? 0 : -adjusted,
    paidBackMinor: sumOf(paidBack.map((each) => minor(each.amountSet))),
  };
}
