import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import type { DayRange } from '#app/domain/segments/rules/day-range.ts';
import type { CampaignEvent, LineFilter, OrderMeasure } from '#app/domain/segments/rules/rule.ts';
import { type InstantRange, inRange } from './days.ts';

/** A subselect of one row per customer, with a column `customer_id`. */
export interface JoinedTable {
  /** The same for the same rows. */
  key: string;
  rows: Sql;
}

export interface Compared {
  operator: string;
  value: number;
  isNegated: boolean;
}

const counted = sql`o.deleted_at is null and o.excluded_reason is null and o.owner_id is not null`;

/** Who has such a sum over counted orders on local days; never those who have none. */
export function ordersWithin(
  shopId: ShopId,
  range: DayRange,
  measure: OrderMeasure,
  compared: Compared,
): JoinedTable {
  const sum = measure === 'count' ? sql`count(*)` : sql`sum(o.net_minor)`;
  return {
    key: `orders ${JSON.stringify([range, measure, compared])}`,
    rows: sql`(select o.owner_id as customer_id
      from orders o where o.shop_id = ${shopId}::bigint and ${counted}
        and ${inRange(raw('o.local_day'), range, 'date')}
      group by o.owner_id
      ${measure === 'count' && isAnyCount(compared) ? empty : sql`having ${isSo(sum, compared)}`})`,
  };
}

/**
 * Who has so many counted orders with a line that the filter takes and of which something was kept;
 * never those who have none.
 */
export function linesBought(
  shopId: ShopId,
  filter: LineFilter,
  range: DayRange | null,
  compared: Compared,
): JoinedTable {
  return {
    key: `lines ${JSON.stringify([filter, range, compared])}`,
    rows: sql`(select o.owner_id as customer_id
      from order_lines i join orders o on o.shop_id = i.shop_id and o.order_id = i.order_id
      where i.shop_id = ${shopId}::bigint and i.current_quantity > 0 and ${counted}
        and ${isOf(shopId, filter)}
        ${range ? sql`and ${inRange(raw('o.local_day'), range, 'date')}` : empty}
      group by o.owner_id
      ${isAnyCount(compared) ? empty : sql`having ${isSo(sql`count(distinct o.order_id)`, compared)}`})`,
  };
}

/** Whether every count from 1 on satisfies it, so that nothing need be counted. */
function isAnyCount({ operator, value, isNegated }: Compared): boolean {
  if (isNegated) return operator === '<' ? value === 1 : operator !== '>=' && value === 0;
  return (operator === '>=' && value === 1) || (operator === '>' && value === 0);
}

function isSo(sum: Sql, { operator, value, isNegated }: Compared): Sql {
  const comparison = sql`${sum} ${raw(operator)} ${value}::bigint`;
  return isNegated ? sql`not (${comparison})` : comparison;
}

function isOf(shopId: ShopId, filter: LineFilter): Sql {
  switch (filter.by) {
    case 'product':
      return sql`i.product_id = any(${filter.ids}::bigint[])`;
    case 'variant':
      return sql`i.variant_id = any(${filter.ids}::bigint[])`;
    case 'vendor':
      return productsWhere(shopId, sql`vendor = any(${filter.names}::text[])`);
    case 'product-type':
      return productsWhere(shopId, sql`product_type = any(${filter.names}::text[])`);
  }
}

function productsWhere(shopId: ShopId, which: Sql): Sql {
  // As an array, for which the index of the lines is asked.
  return sql`i.product_id = any(array(select product_id from products
    where shop_id = ${shopId}::bigint and ${which}))`;
}

/** `available` points; a member whom the ledger does not know has none. */
export function pointsOfMembers(shopId: ShopId): Sql {
  return sql`(select b.customer_id, coalesce(a.balance, 0) as available
    from members b left join ledger_balances a on a.shop_id = b.shop_id
      and a.account = 'member:' || b.member_id || ':available'
    where b.shop_id = ${shopId}::bigint and b.customer_id is not null)`;
}

/** Which members have so many points available. */
export function pointsAvailable(shopId: ShopId, compared: Compared): JoinedTable {
  return {
    key: `points ${JSON.stringify(compared)}`,
    rows: sql`(select l.customer_id from ${pointsOfMembers(shopId)} l
      where ${isSo(sql`l.available`, compared)})`,
  };
}

/** Who carries a tag. */
export function customersTagged(shopId: ShopId, tag: string): JoinedTable {
  return {
    key: `tag ${tag}`,
    rows: sql`(select customer_id from customers
      where shop_id = ${shopId}::bigint and tags @> array[${tag}]::text[])`,
  };
}

const EVENTS: Record<CampaignEvent, Sql> = {
  decided: empty,
  treated: sql`and d.outcome = 'act'`,
  'held-out': sql`and d.outcome = 'hold-back'`,
  redeemed: sql`and k.used_at is not null`,
};

/** Who had the event in a campaign, he or someone merged into him. */
export function campaignEvents(
  shopId: ShopId,
  { campaignId, event }: { campaignId: string; event: CampaignEvent },
  range: InstantRange | null,
): JoinedTable {
  const person = sql`coalesce(x.merged_into, d.customer_id)`;
  const at = raw(event === 'redeemed' ? 'k.used_at' : 'd.decided_at');
  return {
    key: `campaign ${JSON.stringify([campaignId, event, range])}`,
    rows: sql`(select distinct ${person} as customer_id
      from decisions d
      left join customers x on x.shop_id = d.shop_id and x.customer_id = d.customer_id
      ${event === 'redeemed' ? codesOfDecision : empty}
      where d.shop_id = ${shopId}::bigint and d.campaign_id = ${campaignId}::uuid
        and d.state = 'decided' ${EVENTS[event]}
        ${range ? sql`and ${inRange(at, range, 'timestamptz')}` : empty})`,
  };
}

const codesOfDecision = sql`join effects e on e.shop_id = d.shop_id
    and e.decision_id = d.decision_id
  join discount_codes k on k.shop_id = e.shop_id and k.effect_id = e.effect_id`;

/** Who is in a segment at a moment, epoch ms. */
export function memberships(shopId: ShopId, segmentKey: string, asOf: number): JoinedTable {
  const at = new Date(asOf);
  return {
    key: `segment ${segmentKey}`,
    rows: sql`(select distinct s.customer_id from segment_memberships s
      where s.shop_id = ${shopId}::bigint and s.segment_key = ${segmentKey}
        and s.entered_at <= ${at}::timestamptz
        and (s.left_at is null or s.left_at > ${at}::timestamptz))`,
  };
}
