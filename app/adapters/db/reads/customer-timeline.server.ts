import sql, { raw, type Sql } from 'sql-template-tag';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { Db } from '../recordset.ts';
import { decodeCursor, type Page, pageClauses, toPage } from './keyset.ts';

/** What a timeline shows; `detail` is what the entry of its kind needs. Money in minor units. */
export type TimelineEntry = { at: Date; id: string } & (
  | {
      kind: 'order';
      detail: {
        orderId: string;
        name: string;
        netMinor: number;
        totalMinor: number;
        excludedReason: string | null;
      };
    }
  | { kind: 'cancelled' | 'fulfilled'; detail: { orderId: string; name: string } }
  | {
      kind: 'refund';
      detail: { refundId: string; orderId: string; name: string; paidBackMinor: number };
    }
  | { kind: 'checkout'; detail: { totalMinor: number; completed: boolean } }
  | { kind: 'consent'; detail: { channel: 'email' | 'sms'; state: string } }
  | { kind: 'merged'; detail: { customerId: string } }
  | { kind: 'segment-entered' | 'segment-left'; detail: { segmentKey: string; cause: string } }
  | {
      kind: 'decision';
      detail: {
        decisionId: string;
        campaignId: string;
        campaignName: string;
        occasionKey: string;
        group: string | null;
        outcome: string | null;
        reason: string | null;
      };
    }
  | {
      kind: 'code';
      detail: { code: string; state: string; endsAt: string | null; usedOrderId: string | null };
    }
  | {
      kind: 'message';
      detail: { effectId: string; campaignId: string | null; subject: string; state: string };
    }
  | {
      kind: 'effect';
      detail: { effectId: string; effectKind: string; state: string; reason: string | null };
    }
  | {
      kind: 'points';
      detail: { reason: string; points: number; orderId: string | null };
    }
);

type Row = TimelineEntry & { sort_value: string; sort_id: string };

export async function readTimeline(
  db: Db,
  shop: Shop,
  customerId: CustomerId,
  query: { cursor?: string | null; limit: number },
): Promise<Page<TimelineEntry>> {
  const sorting = { expression: 'e.at', type: 'timestamptz' } as const;
  const key = { id: 'e.id', idType: 'text', descending: true } as const;
  const cursor = decodeCursor(query.cursor, { ...sorting, ...key });
  const page = pageClauses({ ...sorting, ...key }, cursor, query.limit);
  const { rows } = await db.query<Row>(sql`
    select ${page.select}, e.at, e.id, e.kind, e.detail
    from (${factsOf(shop.shopId, customerId)} union all ${outcomesOf(shop.shopId, customerId)})
      e(at, id, kind, detail)
    where ${page.where} ${page.tail}`);
  return toPage(rows, cursor, query.limit, ({ sort_value, sort_id, ...entry }) => entry);
}

/** What Shopify said. */
function factsOf(shopId: ShopId, customerId: CustomerId): Sql {
  const own = sql`o.shop_id = ${shopId} and o.owner_id = ${customerId} and o.deleted_at is null`;
  return sql`
    select o.processed_at, 'order:' || o.order_id, 'order', jsonb_build_object(
      'orderId', o.order_id::text, 'name', o.name, 'netMinor', o.net_minor,
      'totalMinor', o.total_minor, 'excludedReason', o.excluded_reason)
    from orders o where ${own}
    union all
    select o.cancelled_at, 'cancelled:' || o.order_id, 'cancelled',
      jsonb_build_object('orderId', o.order_id::text, 'name', o.name)
    from orders o where ${own} and o.cancelled_at is not null
    union all
    select o.fulfilled_at, 'fulfilled:' || o.order_id, 'fulfilled',
      jsonb_build_object('orderId', o.order_id::text, 'name', o.name)
    from orders o where ${own} and o.fulfilled_at is not null
    union all
    select r.processed_at, 'refund:' || r.refund_id, 'refund', jsonb_build_object(
      'refundId', r.refund_id::text, 'orderId', o.order_id::text, 'name', o.name,
      'paidBackMinor', r.paid_back_minor)
    from orders o join refunds r on r.shop_id = o.shop_id and r.order_id = o.order_id
    where ${own}
    union all
    select k.created_at, 'checkout:' || k.checkout_id, 'checkout', jsonb_build_object(
      'totalMinor', k.total_minor, 'completed', k.completed_at is not null)
    from checkouts k where k.shop_id = ${shopId} and k.customer_id = ${customerId}
      and k.deleted_at is null
    union all
    select c.email_consent_at, 'consent:email', 'consent',
      jsonb_build_object('channel', 'email', 'state', c.email_consent)
    from customers c where c.shop_id = ${shopId} and c.customer_id = ${customerId}
      and c.email_consent_at is not null
    union all
    select c.sms_consent_at, 'consent:sms', 'consent',
      jsonb_build_object('channel', 'sms', 'state', c.sms_consent)
    from customers c where c.shop_id = ${shopId} and c.customer_id = ${customerId}
      and c.sms_consent_at is not null
    union all
    select g.merged_at, 'merged:' || g.merged_id, 'merged',
      jsonb_build_object('customerId', g.merged_id::text)
    from customer_merges g where g.shop_id = ${shopId} and g.kept_id = ${customerId}`;
}

/** What we made of it: segments, decisions, effects, messages and points. */
function outcomesOf(shopId: ShopId, customerId: CustomerId): Sql {
  const own = (alias: string) =>
    sql`${raw(alias)}.shop_id = ${shopId} and ${raw(alias)}.customer_id = ${customerId}`;
  return sql`
    select s.entered_at, 'segment-entered:' || s.segment_key || extract(epoch from s.entered_at),
      'segment-entered',
      jsonb_build_object('segmentKey', s.segment_key, 'cause', s.entered_cause)
    from segment_memberships s where ${own('s')}
    union all
    select s.left_at, 'segment-left:' || s.segment_key || extract(epoch from s.entered_at),
      'segment-left', jsonb_build_object('segmentKey', s.segment_key, 'cause', s.left_cause)
    from segment_memberships s where ${own('s')} and s.left_at is not null
    union all
    select coalesce(d.decided_at, d.occasion_at), 'decision:' || d.decision_id, 'decision',
      jsonb_build_object('decisionId', d.decision_id, 'campaignId', d.campaign_id,
        'campaignName', c.name, 'occasionKey', d.occasion_key, 'group', d.assigned_group,
        'outcome', d.outcome, 'reason', d.reason)
    from decisions d join campaigns c
      on c.shop_id = d.shop_id and c.campaign_id = d.campaign_id
    where ${own('d')} and d.state = 'decided'
    union all
    select x.created_at, 'code:' || x.code, 'code', jsonb_build_object('code', x.code,
      'state', x.state, 'endsAt', x.ends_at, 'usedOrderId', x.used_order_id::text)
    from discount_codes x where ${own('x')}
    union all
    select coalesce(m.sent_at, m.attempted_at), 'message:' || m.effect_id, 'message',
      jsonb_build_object('effectId', m.effect_id, 'campaignId', m.campaign_id,
        'subject', m.subject, 'state', m.state)
    from messages m where ${own('m')}
    union all
    select coalesce(e.done_at, e.attempted_at, e.planned_at), 'effect:' || e.effect_id, 'effect',
      jsonb_build_object('effectId', e.effect_id, 'effectKind', e.kind, 'state', e.state,
        'reason', e.reason)
    from effects e where ${own('e')} and e.state in ('failed', 'skipped', 'cancelled')
    union all
    select t.occurred_at, 'points:' || t.idempotency_key, 'points', jsonb_build_object(
      'reason', t.reason, 'orderId', t.order_id::text, 'points', p.points)
    from members m join ledger_transactions t
      on t.shop_id = m.shop_id and t.member_id = m.member_id
    cross join lateral (
      select coalesce(sum(case when q.source like 'member:%' then 0 else q.amount end)
          filter (where q.destination like 'member:%'), 0)
        - coalesce(sum(q.amount) filter (where q.source like 'member:%'
          and q.destination not like 'member:%'), 0) as points
      from ledger_postings q
      where q.shop_id = t.shop_id and q.idempotency_key = t.idempotency_key) p
    where ${own('m')}`;
}
