import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import { dayRangeOf } from '#app/domain/segments/rules/day-range.ts';
import { compareNumbers } from '#app/domain/segments/rules/evaluate-rule.ts';
import type {
  Comparison,
  Condition,
  NumberField,
  Rule,
  RuleMoment,
} from '#app/domain/segments/rules/rule.ts';
import { birthdaysWithin, inRange, instantRange } from './days.ts';
import {
  type Compared,
  campaignEvents,
  customersTagged,
  type JoinedTable,
  linesBought,
  memberships,
  ordersWithin,
  pointsAvailable,
} from './joined-tables.ts';

/**
 * The ids of a shop's customers that satisfy a rule at a moment, as a select of one column
 * `customer_id`; the same set that `evaluateRule` gives. Customers are those with metrics: present
 * ones, and deleted ones whose orders stay.
 *
 * SQL's NULL is what the rule calls missing. It counts as false in `and` and `or` of a WHERE, and a
 * negation is written `is not true`, so that the three values never show.
 */
export function compileRule(rule: Rule, shopId: ShopId, moment: RuleMoment): Sql {
  const joins = new Map<string, Sql>();
  const tables = new Map<string, Sql>();
  const compile = (node: Rule): Sql => {
    switch (node.type) {
      case 'all':
        return sql`(${join(node.rules.map(compile), ' and ')})`;
      case 'any':
        return sql`(${join(node.rules.map(compile), ' or ')})`;
      case 'not':
        return sql`(${compile(node.rule)}) is not true`;
      default:
        return compileCondition(node, { shopId, moment, joins, tables });
    }
  };
  const where = compile(rule);
  return sql`${tables.size > 0 ? sql`with ${join([...tables.values()])}` : empty}
    select m.customer_id from customer_metrics m
    ${joins.size > 0 ? join([...joins.values()], ' ') : empty}
    where m.shop_id = ${shopId}::bigint and ${where}`;
}

interface Context {
  shopId: ShopId;
  moment: RuleMoment;
  /** Of the tables that have a row per customer, by their alias. */
  joins: Map<string, Sql>;
  /** What is summed up first, by what it is, so that conditions on the same rows share it. */
  tables: Map<string, Sql>;
}

function compileCondition(condition: Condition, context: Context): Sql {
  const { shopId, moment } = context;
  switch (condition.type) {
    case 'orders':
      return compileOrders(condition, context);
    case 'ordered': {
      const range = condition.when && dayRangeOf(condition.when, moment.today);
      return compareSums(condition, context, (compared) =>
        linesBought(shopId, condition.lines, range, compared),
      );
    }
    case 'number':
      return compileNumber(condition, context);
    case 'date':
      return compileDate(condition, context);
    case 'campaign': {
      const range = condition.when && dayRangeOf(condition.when, moment.today);
      const instants = range && instantRange(range, moment.zone);
      const had = joinTable(context, campaignEvents(shopId, condition, instants));
      return sql`${had}.customer_id is not null`;
    }
    case 'segment': {
      const inside = joinTable(context, memberships(shopId, condition.key, moment.asOf));
      return sql`${inside}.customer_id is not null`;
    }
    default:
      return compilePersonal(condition, context);
  }
}

function compilePersonal(
  condition: Extract<Condition, { type: 'rfm-group' | 'consent' | 'tag' | 'country' | 'birthday' }>,
  context: Context,
): Sql {
  if (condition.type === 'rfm-group') return sql`m.rfm_group = any(${condition.groups}::text[])`;
  if (condition.type === 'tag') {
    const tagged = joinTable(context, customersTagged(context.shopId, condition.tag));
    return sql`${tagged}.customer_id is not null`;
  }
  joinCustomer(context);
  switch (condition.type) {
    case 'consent':
      return sql`c.${raw(condition.channel === 'email' ? 'email_consent' : 'sms_consent')}
        = 'subscribed'`;
    case 'country':
      return sql`c.country_code = any(${condition.codes}::text[])`;
    case 'birthday':
      return sql`to_char(c.birth_date, 'MM-DD') = any(${birthdaysWithin(
        condition.days,
        context.moment.today,
      )}::text[])`;
  }
}

function compileOrders(condition: Extract<Condition, { type: 'orders' }>, context: Context): Sql {
  const { measure, when } = condition;
  if (when === null) {
    if (measure === 'count') return compare(sql`m.orders_count`, condition, 'bigint');
    return compare(sql`m.historic_clv_minor`, condition, 'bigint');
  }
  const range = dayRangeOf(when, context.moment.today);
  return compareSums(condition, context, (compared) =>
    ordersWithin(context.shopId, range, measure, compared),
  );
}

/**
 * A comparison of a sum that is 0 for whoever has no row. Where 0 satisfies it, those are joined
 * who do not, so that the table stays small and nobody has to stand in it for nothing.
 */
function compareSums(
  { comparison, value }: { comparison: Comparison; value: number },
  context: Context,
  tableOf: (compared: Compared) => JoinedTable,
): Sql {
  const isNegated = compareNumbers(0, comparison, value);
  const table = tableOf({ operator: OPERATORS[comparison], value, isNegated });
  const joined = joinTable(context, table);
  return isNegated ? sql`${joined}.customer_id is null` : sql`${joined}.customer_id is not null`;
}

const NUMBERS: Record<
  Exclude<NumberField, 'availablePoints'>,
  { column: string; type: 'bigint' | 'float8' }
> = {
  aovMinor: { column: 'm.aov_minor', type: 'float8' },
  largestOrderMinor: { column: 'm.largest_order_minor', type: 'bigint' },
  discountedOrders: { column: 'm.discounted_orders', type: 'bigint' },
  predictedClvMinor: { column: 'p.predicted_clv_minor', type: 'float8' },
  probabilityAlive: { column: 'p.probability_alive', type: 'float8' },
  churnProbability: { column: 'p.churn_probability', type: 'float8' },
  expectedPurchases: { column: 'p.expected_purchases', type: 'float8' },
  recencyScore: { column: 'm.recency_score', type: 'bigint' },
  frequencyScore: { column: 'm.frequency_score', type: 'bigint' },
  monetaryScore: { column: 'm.monetary_score', type: 'bigint' },
};

function compileNumber(condition: Extract<Condition, { type: 'number' }>, context: Context): Sql {
  if (condition.field === 'availablePoints') {
    const { comparison, value } = condition;
    const compared = { operator: OPERATORS[comparison], value, isNegated: false };
    const enough = joinTable(context, pointsAvailable(context.shopId, compared));
    return sql`${enough}.customer_id is not null`;
  }
  const { column, type } = NUMBERS[condition.field];
  if (column.startsWith('p.')) {
    context.joins.set(
      'p',
      sql`left join customer_predictions p
      on p.shop_id = m.shop_id and p.customer_id = m.customer_id`,
    );
  }
  return compare(raw(column), condition, type);
}

function compileDate(condition: Extract<Condition, { type: 'date' }>, context: Context): Sql {
  const range = dayRangeOf(condition.when, context.moment.today);
  if (condition.field === 'firstOrder') return inRange(raw('m.first_day'), range, 'date');
  if (condition.field === 'lastOrder') return inRange(raw('m.last_day'), range, 'date');
  joinCustomer(context);
  const { from, before } = instantRange(range, context.moment.zone);
  return inRange(raw('c.created_at'), { from, before }, 'timestamptz');
}

function joinCustomer({ joins }: Context): void {
  joins.set(
    'c',
    sql`left join customers c
    on c.shop_id = m.shop_id and c.customer_id = m.customer_id`,
  );
}

/**
 * Joins a table of at most one row per customer; gives the alias it stands under. It is made before
 * the customers are read: within the join, parallel workers would each make it for themselves.
 */
function joinTable({ tables, joins }: Context, { key, rows }: JoinedTable): Sql {
  const known = [...tables.keys()].indexOf(key);
  const name = `t${known < 0 ? tables.size : known}`;
  if (known < 0) {
    tables.set(key, sql`${raw(name)} as materialized ${rows}`);
    joins.set(name, sql`left join ${raw(name)} on ${raw(name)}.customer_id = m.customer_id`);
  }
  return raw(name);
}

const OPERATORS: Record<Comparison, string> = {
  'at-least': '>=',
  'more-than': '>',
  'at-most': '<=',
  'less-than': '<',
  equals: '=',
};

function compare(
  left: Sql,
  { comparison, value }: { comparison: Comparison; value: number },
  type: 'bigint' | 'float8',
): Sql {
  return sql`${left} ${raw(OPERATORS[comparison])} ${value}::${raw(type)}`;
}
