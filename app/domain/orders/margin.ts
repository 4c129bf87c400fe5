/** What an order earned after the cost of its goods (D11). */
import { shareOf } from '../money.ts';
import type { ShopSettings } from '../settings.ts';
import {
  type LineSales,
  lineSales,
  orderValue,
  type ValuedLine,
  type ValuedOrder,
  type ValuedRefund,
} from './value.ts';

type Line = ValuedLine & { variantId: string | null };

/** Minor units of the shop's currency. */
export interface OrderMargin {
  /** Of the order's net sales, those of lines whose unit cost is known. */
  costedNetMinor: number;
  /** These sales, without tax and shipping, less the cost of the units sold. */
  grossProfitMinor: number;
}

const BARE: ShopSettings['money'] = { includeTax: false, includeShipping: false };

type CostedLine = LineSales<Line> & { costMinor: number | null };

/**
 * The gross profit of an order, from the lines whose unit cost is known, and how much of its net
 * sales those are: a cost that is missing is never taken for 0, its line is left out of both. Units
 * given back cost nothing. What belongs to no line (custom refunds) is shared out by the lines' net
 * sales. Tax and shipping are no profit, whatever counts as sales.
 *
 * @param costOf the unit cost of a variant at the order's time; null where none is known
 */
export function orderMargin(
  order: ValuedOrder<Line>,
  refunds: readonly ValuedRefund[],
  money: ShopSettings['money'],
  costOf: (variantId: string) => number | null,
): OrderMargin {
  const value = orderValue(order, refunds, money);
  if (!value.counted) return { costedNetMinor: 0, grossProfitMinor: 0 };
  const withCosts = (settings: ShopSettings['money']): CostedLine[] =>
    lineSales(order, refunds, settings).map((sales) => {
      const { variantId } = sales.line;
      return { ...sales, costMinor: variantId === null ? null : costOf(variantId) };
    });
  const bare = withCosts(BARE);
  const bareMinor = orderValue(order, refunds, BARE).netMinor;
  const costMinor = sum(bare.map((line) => (line.costMinor ?? 0) * line.units));
  return {
    costedNetMinor: costedPart(value.netMinor, withCosts(money)),
    grossProfitMinor: costedPart(bareMinor, bare) - costMinor,
  };
}

/** The part of an order's amount that its lines with a known cost stand for. */
function costedPart(minor: number, lines: readonly CostedLine[]): number {
  const kept = lines.filter(({ units, netMinor }) => units > 0 || netMinor !== 0);
  const sold = kept.length > 0 ? kept : lines;
  const costed = sold.filter((line) => line.costMinor !== null);
  if (costed.length === sold.length) return sold.length > 0 ? minor : 0;
  const netOf = (some: readonly CostedLine[]) => sum(some.map(({ netMinor }) => netMinor));
  return shareOf(minor, netOf(costed), netOf(sold));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
