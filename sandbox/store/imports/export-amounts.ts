import type { LineItem } from '#sandbox/shopify/model.ts';
import { allocate } from '#sandbox/shopify/money.ts';
import type { ExportCells } from './export-cells.ts';

/** What an order export says of an order's money, brought into the model's terms. */
export interface ExportAmounts {
  total: number;
  shipping: number;
  shippingDiscount: number;
  shippingTax: number;
  tip: number;
  taxesIncluded: boolean;
  discount: number;
}

/**
 * Spreads the order's discounts and taxes over its lines (setting their `discount` and `tax`)
 * so that Subtotal and Total come out exactly. The export does not say whether prices include
 * the taxes, nor whether Shipping is before its discount: the reading that adds up is taken,
 * and what Total has beyond all of them is the tip, which has no column.
 * @param own each line's own discount ("Lineitem discount")
 */
export function readExportAmounts(
  cells: ExportCells,
  lines: LineItem[],
  own: number[],
): ExportAmounts {
  const gross = lines.map((line) => line.price * line.quantity);
  const subtotal = cells.money('Subtotal');
  const goods = sum(gross);
  if (subtotal > goods) {
    throw cells.fail('Subtotal', 'is more than the line items cost together');
  }
  spreadDiscount(lines, gross, own, goods - subtotal);
  const taxes = cells.money('Taxes');
  const shippingDiscount = Math.max(0, cells.money('Discount Amount') - (goods - subtotal));
  const settled = settleTotal(cells, subtotal, taxes, shippingDiscount);
  const weights = lines.map((line, index) =>
    line.taxable ? (gross[index] ?? 0) - line.discount : 0,
  );
  const parts = allocate(taxes, weights);
  lines.forEach((line, index) => {
    line.tax = parts[index] ?? 0;
  });
  return {
    ...settled,
    shippingDiscount,
    shippingTax: taxes - sum(parts),
    discount: goods - subtotal + shippingDiscount,
  };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function spreadDiscount(lines: LineItem[], gross: number[], own: number[], discount: number): void {
  const known = sum(own) <= discount ? own : own.map(() => 0);
  const rest = discount - sum(known);
  const left = gross.map((amount, index) => amount - (known[index] ?? 0));
  // Shopify does not discount gift cards; they bear a part only where nothing else can.
  const goods = left.map((amount, index) => (lines[index]?.giftCard ? 0 : amount));
  const parts = allocate(rest, sum(goods) >= rest ? goods : left);
  lines.forEach((line, index) => {
    line.discount = (known[index] ?? 0) + (parts[index] ?? 0);
  });
}

function settleTotal(
  cells: ExportCells,
  subtotal: number,
  taxes: number,
  shippingDiscount: number,
): Pick<ExportAmounts, 'total' | 'shipping' | 'tip' | 'taxesIncluded'> {
  const total = cells.money('Total');
  const shipping = cells.money('Shipping');
  const duties = cells.money('Duties');
  const goods = subtotal + duties;
  const readings = [
    { taxesIncluded: false, shipping: shipping + shippingDiscount, due: goods + shipping + taxes },
    { taxesIncluded: true, shipping: shipping + shippingDiscount, due: goods + shipping },
    { taxesIncluded: false, shipping, due: goods + shipping - shippingDiscount + taxes },
    { taxesIncluded: true, shipping, due: goods + shipping - shippingDiscount },
  ];
  const exact = readings.find((reading) => reading.due === total);
  const [onTop] = readings;
  const chosen = exact ?? onTop;
  if (!chosen || chosen.due > total) {
    throw cells.fail('Total', 'is less than Subtotal, Shipping and Taxes together');
  }
  return {
    total,
    // Duties have no place in the model: they are charged like shipping.
    shipping: chosen.shipping + duties,
    tip: total - chosen.due,
    taxesIncluded: chosen.taxesIncluded,
  };
}
