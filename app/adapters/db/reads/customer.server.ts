import sql from 'sql-template-tag';
import type { CustomerId, OrderId } from '#app/domain/ids.ts';
import type { RfmGroup } from '#app/domain/rfm/groups.ts';
import type { ReadySegmentKey } from '#app/domain/segments/ready-segments.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { Db } from '../recordset.ts';
import { readTimeline, type TimelineEntry } from './customer-timeline.server.ts';
import type { Page } from './keyset.ts';

export interface CustomerProfile {
  customerId: CustomerId;
  /** null where it is not known or was erased. */
  name: string | null;
  email: string | null;
  phone: string | null;
  locale: string | null;
  countryCode: string | null;
  /** His own where his address gives one, else null. */
  timezone: string | null;
  birthDate: string | null;
  createdAt: Date | null;
  emailConsent: string;
  emailConsentAt: Date | null;
  smsConsent: string;
  isGuest: boolean;
  isRedacted: boolean;
  /** The customer he was merged into; his figures are there. */
  mergedInto: CustomerId | null;
}

/** Figures with what they were made from. Money in minor units. */
export interface CustomerFigures {
  ordersCount: number;
  excludedCount: number;
  purchaseDays: number;
  historicClvMinor: number;
  refundedMinor: number;
  aovMinor: number | null;
  largestOrderMinor: number | null;
  purchaseFrequency: number | null;
  classicClvMinor: number | null;
  clv12MonthsMinor: number | null;
  clv24MonthsMinor: number | null;
  firstDay: string | null;
  lastDay: string | null;
  discountedOrders: number;
  recencyScore: number | null;
  frequencyScore: number | null;
  monetaryScore: number | null;
  rfmGroup: RfmGroup;
  asOfDay: string;
  computedAt: Date;
}

/** An order and what it counts for, so that figures can be checked against Shopify. */
export interface CustomerOrder {
  orderId: OrderId;
  name: string;
  processedAt: Date;
  totalMinor: number;
  netMinor: number;
  refundedMinor: number;
  /** null where it counts. */
  excludedReason: string | null;
  isDiscounted: boolean;
}

/** Why a campaign acted, held back or passed: one decision, or one still to come. */
export interface CustomerDecision {
  decisionId: string;
  campaignId: string;
  campaignName: string;
  play: string;
  occasionKey: string;
  occasionAt: Date;
  state: string;
  group: string | null;
  outcome: string | null;
  reason: string | null;
  detail: Record<string, unknown> | null;
  decidedAt: Date | null;
}

export interface MergedCustomer {
  customerId: CustomerId;
  name: string | null;
  mergedAt: Date;
}

export interface CustomerPage {
  profile: CustomerProfile;
  figures: CustomerFigures | null;
  segments: { key: ReadySegmentKey; enteredAt: Date; cause: string }[];
}

export function createCustomerReads(db: Db) {
  return {
    /** null where the shop has no such customer. */
    async page(shop: Shop, customerId: CustomerId): Promise<CustomerPage | null> {
      const profile = await readProfile(db, shop, customerId);
      if (!profile) return null;
      const [figures, segments] = await Promise.all([
        readFigures(db, shop, customerId),
        readSegments(db, shop, customerId),
      ]);
      return { profile, figures, segments };
    },

    /** His orders, newest first, counted and excluded ones. */
    async orders(shop: Shop, customerId: CustomerId, limit: number): Promise<CustomerOrder[]> {
      const { rows } = await db.query<CustomerOrder>(sql`
        select order_id as "orderId", name, processed_at as "processedAt",
          total_minor::float8 as "totalMinor", net_minor::float8 as "netMinor",
          refunded_minor::float8 as "refundedMinor", excluded_reason as "excludedReason",
          is_discounted as "isDiscounted"
        from orders
        where shop_id = ${shop.shopId} and owner_id = ${customerId} and deleted_at is null
        order by processed_at desc, order_id desc limit ${limit}`);
      return rows;
    },

    /** Who was merged into him, the latest first. */
    async merges(shop: Shop, customerId: CustomerId): Promise<MergedCustomer[]> {
      const { rows } = await db.query<MergedCustomer>(sql`
        select g.merged_id::text as "customerId", g.merged_at as "mergedAt",
          coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email) as name
        from customer_merges g left join customers c
          on c.shop_id = g.shop_id and c.customer_id = g.merged_id
        where g.shop_id = ${shop.shopId} and g.kept_id = ${customerId}
        order by g.merged_at desc, g.merged_id limit 50`);
      return rows;
    },

    /** "Why, why not": what campaigns decided about him, what is to come first. */
    async decisions(
      shop: Shop,
      customerId: CustomerId,
      limit: number,
    ): Promise<CustomerDecision[]> {
      const { rows } = await db.query<CustomerDecision>(sql`
        select d.decision_id as "decisionId", d.campaign_id as "campaignId",
          c.name as "campaignName", c.play, d.occasion_key as "occasionKey",
          d.occasion_at as "occasionAt", d.state, d.assigned_group as "group", d.outcome,
          d.reason, d.detail, d.decided_at as "decidedAt"
        from decisions d join campaigns c
          on c.shop_id = d.shop_id and c.campaign_id = d.campaign_id
        where d.shop_id = ${shop.shopId} and d.customer_id = ${customerId}
        order by d.occasion_at desc, d.decision_id limit ${limit}`);
      return rows;
    },

    /** Everything that happened with him, newest first. */
    timeline: (
      shop: Shop,
      customerId: CustomerId,
      query: { cursor?: string | null; limit: number },
    ): Promise<Page<TimelineEntry>> => readTimeline(db, shop, customerId, query),
  };
}

async function readProfile(db: Db, shop: Shop, customerId: CustomerId) {
  const { rows } = await db.query<CustomerProfile & { name: string }>(sql`
    select customer_id as "customerId", concat_ws(' ', first_name, last_name) as name, email,
      phone, locale, country_code as "countryCode", timezone, birth_date as "birthDate",
      created_at as "createdAt", email_consent as "emailConsent",
      email_consent_at as "emailConsentAt", sms_consent as "smsConsent",
      customer_id < 0 as "isGuest", redacted_at is not null as "isRedacted",
      merged_into as "mergedInto"
    from customers where shop_id = ${shop.shopId} and customer_id = ${customerId}`);
  const [row] = rows;
  return row ? { ...row, name: row.name || null } : null;
}

async function readFigures(db: Db, shop: Shop, customerId: CustomerId) {
  const { rows } = await db.query<CustomerFigures>(sql`
    select orders_count as "ordersCount", excluded_count as "excludedCount",
      purchase_days as "purchaseDays", historic_clv_minor::float8 as "historicClvMinor",
      refunded_minor::float8 as "refundedMinor", aov_minor as "aovMinor",
      largest_order_minor::float8 as "largestOrderMinor",
      purchase_frequency as "purchaseFrequency", classic_clv_minor as "classicClvMinor",
      clv_12_months_minor as "clv12MonthsMinor", clv_24_months_minor as "clv24MonthsMinor",
      first_day as "firstDay", last_day as "lastDay", discounted_orders as "discountedOrders",
      recency_score as "recencyScore", frequency_score as "frequencyScore",
      monetary_score as "monetaryScore", rfm_group as "rfmGroup", as_of_day as "asOfDay",
      computed_at as "computedAt"
    from customer_metrics where shop_id = ${shop.shopId} and customer_id = ${customerId}`);
  return rows[0] ?? null;
}

async function readSegments(db: Db, shop: Shop, customerId: CustomerId) {
  const { rows } = await db.query<CustomerPage['segments'][number]>(sql`
    select segment_key as key, entered_at as "enteredAt", entered_cause as cause
    from segment_memberships
    where shop_id = ${shop.shopId} and customer_id = ${customerId} and left_at is null
    order by segment_key`);
  return rows;
}
