import sql, { join, type Sql } from 'sql-template-tag';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import type { RfmGroup } from '#app/domain/rfm/groups.ts';
import type { Db } from '../recordset.ts';
import { decodeCursor, type Page, pageClauses, type Sorting, toPage } from './keyset.ts';

export type CustomerSort = 'spent' | 'clv' | 'orders' | 'last-order' | 'name';

/** What a list of customers is narrowed by; what is left out does not narrow. */
export interface CustomerFilters {
  /** Part of a name or e-mail address. */
  search?: string;
  segment?: string;
  rfmGroup?: RfmGroup;
  /** 1 to 5. */
  recencyScore?: number;
  frequencyScore?: number;
  monetaryScore?: number;
  /** The mean of frequency and monetary, a half counted up. */
  valueScore?: number;
  minOrders?: number;
  maxOrders?: number;
  /** Historic CLV in minor units. */
  minSpentMinor?: number;
  maxSpentMinor?: number;
  /** ISO dates of the shop, both included. */
  lastOrderFrom?: string;
  lastOrderTo?: string;
}

export interface CustomerListRow {
  customerId: CustomerId;
  name: string | null;
  email: string | null;
  ordersCount: number;
  historicClvMinor: number;
  clv12MonthsMinor: number | null;
  lastDay: string | null;
  rfmGroup: RfmGroup;
  segments: string[];
}

export interface CustomerListQuery {
  filters: CustomerFilters;
  sort: CustomerSort;
  descending: boolean;
  cursor?: string | null;
  limit: number;
}

const SORTS: Record<CustomerSort, Pick<Sorting, 'expression' | 'type'>> = {
  spent: { expression: 'm.historic_clv_minor', type: 'bigint' },
  clv: { expression: 'coalesce(m.clv_12_months_minor, 0)', type: 'double precision' },
  orders: { expression: 'm.orders_count::bigint', type: 'bigint' },
  'last-order': { expression: "coalesce(m.last_order_at, '-infinity')", type: 'timestamptz' },
  name: {
    expression: "lower(concat_ws(' ', c.last_name, c.first_name, c.email))",
    type: 'text',
  },
};

interface Row {
  sort_value: string;
  sort_id: string;
  customer_id: CustomerId;
  name: string;
  email: string | null;
  orders_count: number;
  spent: number;
  clv_12: number | null;
  last_day: string | null;
  rfm_group: RfmGroup;
  segments: string[];
}

export function createCustomersReads(db: Db) {
  return {
    /** One page of customers and how many there are under the filters. */
    async list(
      shopId: ShopId,
      query: CustomerListQuery,
    ): Promise<Page<CustomerListRow> & { total: number }> {
      const key = { id: 'm.customer_id', idType: 'bigint' } as const;
      const sorting = { ...SORTS[query.sort], ...key, descending: query.descending };
      const cursor = decodeCursor(query.cursor, sorting);
      const page = pageClauses(sorting, cursor, query.limit);
      const from = sql`from customer_metrics m join customers c
        on c.shop_id = m.shop_id and c.customer_id = m.customer_id
        where ${join(conditionsOf(shopId, query.filters), ' and ')}`;
      const [found, counted] = await Promise.all([
        db.query<Row>(sql`
          select ${page.select}, m.customer_id, c.email, m.orders_count, m.rfm_group,
            concat_ws(' ', c.first_name, c.last_name) as name,
            m.historic_clv_minor::float8 as spent, m.clv_12_months_minor as clv_12, m.last_day,
            array(select s.segment_key from segment_memberships s
              where s.shop_id = m.shop_id and s.customer_id = m.customer_id and s.left_at is null
              order by s.segment_key) as segments
          ${from} and ${page.where} ${page.tail}`),
        db.query<{ total: number }>(sql`select count(*)::float8 as total ${from}`),
      ]);
      return {
        ...toPage(found.rows, cursor, query.limit, toListRow),
        total: counted.rows[0]?.total ?? 0,
      };
    },
  };
}

function toListRow(row: Row): CustomerListRow {
  return {
    customerId: row.customer_id,
    name: row.name || null,
    email: row.email,
    ordersCount: row.orders_count,
    historicClvMinor: row.spent,
    clv12MonthsMinor: row.clv_12,
    lastDay: row.last_day,
    rfmGroup: row.rfm_group,
    segments: row.segments,
  };
}

function conditionsOf(shopId: ShopId, filters: CustomerFilters): Sql[] {
  const conditions = [sql`m.shop_id = ${shopId}`];
  const add = <Value>(value: Value | undefined, condition: (value: Value) => Sql) => {
    if (value !== undefined) conditions.push(condition(value));
  };
  add(filters.search?.trim() || undefined, (text) => {
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    return sql`(c.email ilike ${pattern}
      or concat_ws(' ', c.first_name, c.last_name) ilike ${pattern})`;
  });
  add(
    filters.segment,
    (key) => sql`exists (select from segment_memberships s
      where s.shop_id = m.shop_id and s.segment_key = ${key}
        and s.customer_id = m.customer_id and s.left_at is null)`,
  );
  add(filters.rfmGroup, (group) => sql`m.rfm_group = ${group}`);
  add(filters.recencyScore, (score) => sql`m.recency_score = ${score}`);
  add(filters.frequencyScore, (score) => sql`m.frequency_score = ${score}`);
  add(filters.monetaryScore, (score) => sql`m.monetary_score = ${score}`);
  add(
    filters.valueScore,
    (score) => sql`round((m.frequency_score + m.monetary_score) / 2.0) = ${score}`,
  );
  add(filters.minOrders, (count) => sql`m.orders_count >= ${count}`);
  add(filters.maxOrders, (count) => sql`m.orders_count <= ${count}`);
  add(filters.minSpentMinor, (minor) => sql`m.historic_clv_minor >= ${minor}`);
  add(filters.maxSpentMinor, (minor) => sql`m.historic_clv_minor <= ${minor}`);
  add(filters.lastOrderFrom, (day) => sql`m.last_day >= ${day}::date`);
  add(filters.lastOrderTo, (day) => sql`m.last_day <= ${day}::date`);
  return conditions;
}
