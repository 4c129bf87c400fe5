import { z } from 'zod';
import type { RefundFact } from '#app/domain/facts.ts';
import { parseMinor, shareOf } from '#app/domain/money.ts';
import type { WebhookContext } from './parsed-webhook.ts';
import {
  amount,
  count,
  decimalId,
  identified,
  idOf,
  instant,
  moneySet,
  readShape,
  shopMinor,
  sum,
} from './read-body.ts';

const refundLine = z.object({
  quantity: count,
  line_item_id: decimalId.nullish(),
  line_item: identified.nullish(),
  subtotal: amount.nullish(),
  subtotal_set: moneySet.nullish(),
  total_tax: amount.nullish(),
  total_tax_set: moneySet.nullish(),
});

const adjustment = z.object({
  kind: z.string(),
  amount: amount.nullish(),
  amount_set: moneySet.nullish(),
  tax_amount: amount.nullish(),
  tax_amount_set: moneySet.nullish(),
});

const shippingLine = z.object({
  subtotal_amount_set: moneySet.nullish(),
  tax_amount_set: moneySet.nullish(),
});

const transaction = z.object({
  kind: z.string(),
  status: z.string(),
  amount: amount.nullish(),
  currency: z.string().nullish(),
});

export const refundShape = identified.extend({
  order_id: decimalId,
  created_at: instant,
  processed_at: instant.nullish(),
  refund_line_items: z.array(refundLine).nullish(),
  order_adjustments: z.array(adjustment).nullish(),
  refund_shipping_lines: z.array(shippingLine).nullish(),
  transactions: z.array(transaction).nullish(),
});

type RefundShape = z.infer<typeof refundShape>;

/** refunds/create */
export function parseRefund(body: unknown, context: WebhookContext): RefundFact {
  return toRefund(readShape(refundShape, body), context.currency, '');
}

/** A refund of its own webhook or inside an order; amounts in the shop's `currency`. */
export function toRefund(refund: RefundShape, currency: string, path: string): RefundFact {
  const lines = (refund.refund_line_items ?? []).map((line, at) => ({
    lineId: line.line_item
      ? idOf(line.line_item, `${path}refund_line_items.${at}.line_item.`)
      : (line.line_item_id ?? ''),
    quantity: line.quantity,
    subtotalMinor: shopMinor(line.subtotal_set, line.subtotal, currency),
    taxMinor: shopMinor(line.total_tax_set, line.total_tax, currency),
  }));
  return {
    refundId: idOf(refund, path),
    orderId: refund.order_id,
    processedAt: refund.processed_at ?? refund.created_at,
    lines,
    ...shippingGivenBack(refund, currency),
    adjustmentMinor: adjustmentOf(refund, currency),
    paidBackMinor: paidBack(refund, currency),
  };
}

/** Shopify's adjustments are negative where the shopper gets money back; ours are positive. */
function shippingGivenBack(refund: RefundShape, currency: string) {
  const adjusted = (refund.order_adjustments ?? []).filter(isShipping);
  if (adjusted.length > 0) {
    return {
      shippingMinor: -sum(adjusted.map((a) => shopMinor(a.amount_set, a.amount, currency))),
      shippingTaxMinor: -sum(
        adjusted.map((a) => shopMinor(a.tax_amount_set, a.tax_amount, currency)),
      ),
    };
  }
  const lines = refund.refund_shipping_lines ?? [];
  return {
    shippingMinor: sum(lines.map((l) => shopMinor(l.subtotal_amount_set, null, currency))),
    shippingTaxMinor: sum(lines.map((l) => shopMinor(l.tax_amount_set, null, currency))),
  };
}

function isShipping(adjusted: z.infer<typeof adjustment>): boolean {
  return adjusted.kind === 'shipping_refund';
}

function adjustmentOf(refund: RefundShape, currency: string): number {
  const others = (refund.order_adjustments ?? []).filter((adjusted) => !isShipping(adjusted));
  const total = sum(
    others.map(
      (a) =>
        shopMinor(a.amount_set, a.amount, currency) +
        shopMinor(a.tax_amount_set, a.tax_amount, currency),
    ),
  );
  return total === 0 ? 0 : -total;
}

/** Transactions are in the currency of the payment; the refund's own amounts give the rate. */
function paidBack(refund: RefundShape, currency: string): number {
  const done = (refund.transactions ?? []).filter(
    ({ kind, status }) => kind === 'refund' && status === 'success',
  );
  return sum(
    done.map((each) => {
      const paidIn = each.currency ?? currency;
      const minor = parseMinor(each.amount ?? '0', paidIn);
      if (paidIn === currency) return minor;
      const rate = rateOf(refund, paidIn);
      return rate === null ? 0 : shareOf(minor, rate.shop, rate.presentment);
    }),
  );
}

/** The largest amount that stands there in both currencies: the most exact rate there is. */
function rateOf(refund: RefundShape, presentmentCurrency: string) {
  const sets = [
    ...(refund.refund_line_items ?? []).map((line) => line.subtotal_set),
    ...(refund.order_adjustments ?? []).map((adjusted) => adjusted.amount_set),
    ...(refund.refund_shipping_lines ?? []).map((line) => line.subtotal_amount_set),
  ];
  const pairs = sets.flatMap((set) => {
    const paid = set?.presentment_money;
    if (!set || paid?.currency_code !== presentmentCurrency) return [];
    const shop = parseMinor(set.shop_money.amount, set.shop_money.currency_code);
    const presentment = parseMinor(paid.amount, presentmentCurrency);
    return presentment === 0 ? [] : [{ shop, presentment }];
  });
  const largest = pairs.toSorted((a, b) => Math.abs(b.presentment) - Math.abs(a.presentment));
  return largest[0] ?? null;
}
