import type { Pool } from 'pg';
import sql from 'sql-template-tag';
import { type AcquisitionCost, acquisitionIn } from '#app/domain/analytics/acquisition.ts';
import { type CohortTable, cohortTable, monthBefore } from '#app/domain/analytics/cohort-table.ts';
import { type Period, type PeriodChoice, periodOf } from '#app/domain/analytics/period.ts';
import { type RepeatCurve, repeatCurve } from '#app/domain/analytics/repeat-curve.ts';
import {
  type RfmCell,
  type RfmGridAxis,
  rfmGrid,
  type ScoredCustomers,
} from '#app/domain/analytics/rfm-grid.ts';
import {
  type CostRatios,
  costRatios,
  type ShopRates,
  shopRates,
} from '#app/domain/analytics/shop-rates.ts';
import { classicClvOfGroup } from '#app/domain/clv/classic.ts';
import type { GroupMovement } from '#app/domain/rfm/movement.ts';
import type { Shop } from '#app/domain/shop.ts';
import { addDays, localDay } from '#app/domain/time.ts';
import type { Clock } from '#app/services/transact.ts';
import type { Db } from '../recordset.ts';
import { countNewCustomers, readAcquisitionCosts } from './acquisition.server.ts';
import { readCohortRows, readRepeatRows } from './cohorts.server.ts';
import { readMovement } from './movement.server.ts';
import { counted, readShopFigures, type ShopFigures, within } from './shop-figures.server.ts';

export interface PeriodQuery {
  choice: PeriodChoice;
  from?: string | undefined;
  to?: string | undefined;
}

/** What a customer is worth by the classic formula, and what it cost to win one. */
export interface AcquisitionFigures extends CostRatios {
  /** From the orders of the last period (a setting) up to the end of the shown one. */
  classicClvMinor: number | null;
  /** The same of the gross profit; null while no unit cost is known. */
  marginClvMinor: number | null;
  /** Share of that period's revenue whose unit costs are known. */
  marginCoverage: number | null;
  costMinor: number;
  channels: { channel: string; costMinor: number }[];
  /** Days of the period with a cost, and how many first ordered on them. */
  days: number;
  newCustomers: number;
}

export interface Overview {
  period: Period;
  /** Of the shop's first order that counts; null before there is one. */
  firstDay: string | null;
  figures: ShopFigures;
  rates: ShopRates;
  acquisition: AcquisitionFigures;
  curve: RepeatCurve;
  asOf: Date;
}

/** Days at which the curve of second orders is read: weekly, for a year. */
const CURVE_DAYS = Array.from({ length: 53 }, (_, week) => week * 7);

/** The numbers around lifetime value. All but RFM are read from the orders as they stand. */
export function createAnalyticsReads(db: Pool, clock: Clock) {
  const todayOf = (shop: Shop) => localDay(clock.now(), shop.timezone);
  return {
    async overview(shop: Shop, query: PeriodQuery): Promise<Overview> {
      const today = todayOf(shop);
      const firstDay = await readFirstDay(db, shop);
      const period = periodOf(query.choice, query, { today, firstDay });
      const [figures, acquisition, rows] = await Promise.all([
        readShopFigures(db, shop, period),
        readAcquisition(db, shop, period),
        readRepeatRows(db, shop, { period, today }),
      ]);
      const curve = repeatCurve(rows, CURVE_DAYS);
      const rates = shopRates(figures);
      return { period, firstDay, figures, rates, acquisition, curve, asOf: clock.now() };
    },

    /** The cohorts of the last months, or of all. */
    async cohorts(shop: Shop, months: number | null): Promise<CohortTable & { asOf: Date }> {
      const rows = await readCohortRows(db, shop);
      const currentMonth = todayOf(shop).slice(0, 7);
      const [oldest = currentMonth] = rows.map(({ month }) => month).toSorted();
      const firstMonth = months === null ? oldest : monthBefore(currentMonth, months - 1);
      return { ...cohortTable(rows, { firstMonth, currentMonth }), asOf: clock.now() };
    },

    /** The customers of the day in force by their scores; recency down, `axis` across. */
    async rfm(
      shop: Shop,
      axis: RfmGridAxis,
    ): Promise<{ grid: RfmCell[][]; groups: ScoredCustomers[]; day: string | null }> {
      const scored = await readScored(db, shop);
      return { grid: rfmGrid(scored, axis), groups: scored, day: shop.metricsDay };
    },

    /** How customers moved between RFM groups over a period. */
    async movement(shop: Shop, query: PeriodQuery): Promise<GroupMovement & { period: Period }> {
      const firstDay = query.choice === 'all' ? await readFirstDay(db, shop) : null;
      const period = periodOf(query.choice, query, { today: todayOf(shop), firstDay });
      return { ...(await readMovement(db, shop, period)), period };
    },

    acquisitionCosts: (shop: Shop): Promise<AcquisitionCost[]> => readAcquisitionCosts(db, shop),
  };
}

async function readFirstDay(db: Db, shop: Shop): Promise<string | null> {
  const { rows } = await db.query<{ day: string | null }>(sql`
    select to_char(o.local_day, 'YYYY-MM-DD') as day from orders o
    where ${counted(shop)} order by o.processed_at limit 1`);
  return rows[0]?.day ?? null;
}

async function readAcquisition(db: Db, shop: Shop, period: Period): Promise<AcquisitionFigures> {
  const [window, costs] = await Promise.all([
    readClvWindow(db, shop, period.to),
    readAcquisitionCosts(db, shop),
  ]);
  const { spans, ...acquisition } = acquisitionIn(period, costs);
  const newCustomers = await countNewCustomers(db, shop, spans);
  const found = { ...acquisition, ...window, newCustomers };
  return { ...found, ...costRatios(found) };
}

/** The classic CLV of revenue, and of the share of it that is profit where costs are known. */
async function readClvWindow(db: Db, shop: Shop, to: string) {
  const { classicClv } = shop.settings;
  const { periodDays } = classicClv;
  const { rows } = await db.query<{
    orders: number;
    customers: number;
    revenue: number;
    profit: number;
    costed: number;
  }>(sql`
    select count(*)::float8 as orders, count(distinct o.owner_id)::float8 as customers,
      coalesce(sum(o.net_minor), 0)::float8 as revenue,
      coalesce(sum(o.gross_profit_minor), 0)::float8 as profit,
      coalesce(sum(o.costed_net_minor), 0)::float8 as costed
    from orders o where ${counted(shop)} and o.owner_id is not null
      and ${within({ from: addDays(to, 1 - periodDays), to })}`);
  const { orders = 0, customers = 0, revenue = 0, profit = 0, costed = 0 } = rows[0] ?? {};
  const group = { orders, customers, revenueMinor: revenue, windowDays: periodDays };
  const classicClvMinor = classicClvOfGroup(group, classicClv)?.classicClvMinor ?? null;
  const marginClvMinor =
    classicClvMinor !== null && costed > 0 ? classicClvMinor * (profit / costed) : null;
  const marginCoverage = revenue > 0 ? costed / revenue : null;
  return { classicClvMinor, marginClvMinor, marginCoverage };
}

async function readScored(db: Db, shop: Shop): Promise<ScoredCustomers[]> {
  const { rows } = await db.query<ScoredCustomers>(sql`
    select recency_score as recency, frequency_score as frequency, monetary_score as monetary,
      rfm_group as "group", count(*)::float8 as customers,
      sum(historic_clv_minor)::float8 as "revenueMinor"
    from customer_metrics
    where shop_id = ${shop.shopId} and recency_score is not null
    group by 1, 2, 3, 4 order by 1, 2, 3`);
  return rows;
}
