import type { Pool } from 'pg';
import sql, { empty, raw } from 'sql-template-tag';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';

export interface DecisionQuery {
  /** `waiting` (the next one first), an outcome or any `decided` (the latest first). */
  outcome: 'waiting' | 'decided' | 'act' | 'hold-back' | 'skip';
  reason: string | null;
  /** Only those with a message that may not have arrived. */
  isUncertain?: boolean;
  /** From an earlier page's `next`; one that is malformed starts at the beginning. */
  cursor: string | null;
  limit: number;
}

export interface DecisionEffect {
  effectId: string;
  kind: string;
  state: string;
  reason: string | null;
  error: string | null;
}

export interface DecisionListItem {
  decisionId: string;
  customerId: CustomerId;
  customerName: string;
  occasionKey: string;
  occasionAt: string;
  dueAt: string;
  outcome: string | null;
  reason: string | null;
  assignedGroup: string | null;
  campaignVersion: number | null;
  code: string | null;
  effects: DecisionEffect[];
}

export interface DecisionPage {
  items: DecisionListItem[];
  /** Where the next page starts; null on the last. */
  next: string | null;
}

interface Row {
  decision_id: string;
  customer_id: string;
  customer_name: string;
  occasion_key: string;
  occasion_at: Date;
  due_at: Date;
  outcome: string | null;
  reason: string | null;
  assigned_group: string | null;
  campaign_version: number | null;
  code: string | null;
  effects: DecisionEffect[] | null;
}

/** A campaign's decisions with what became of them. */
export async function listDecisions(
  db: Pool,
  shopId: ShopId,
  campaignId: string,
  query: DecisionQuery,
): Promise<DecisionPage> {
  const after = parseCursor(query.cursor);
  const isWaiting = query.outcome === 'waiting';
  const ofOutcome = isWaiting
    ? sql`and d.state = 'waiting'`
    : query.outcome === 'decided'
      ? sql`and d.state = 'decided'`
      : sql`and d.outcome = ${query.outcome}`;
  const [beyond, way] = isWaiting ? [raw('>'), raw('asc')] : [raw('<'), raw('desc')];
  const { rows } = await db.query<Row>(sql`select d.decision_id, d.customer_id,
      coalesce(nullif(trim(concat_ws(' ', c.first_name, c.last_name)), ''), c.email, '')
        as customer_name,
      d.occasion_key, d.occasion_at, d.due_at, d.outcome, d.reason, d.assigned_group,
      d.campaign_version, d.detail->>'code' as code,
      (select json_agg(json_build_object('effectId', e.effect_id, 'kind', e.kind,
          'state', e.state, 'reason', e.reason, 'error', e.error) order by e.kind)
        from effects e where e.shop_id = d.shop_id and e.decision_id = d.decision_id) as effects
    from decisions d
    left join customers c on c.shop_id = d.shop_id and c.customer_id = d.customer_id
    where d.shop_id = ${shopId} and d.campaign_id = ${campaignId} ${ofOutcome}
      ${query.reason ? sql`and d.reason = ${query.reason}` : empty}
      ${query.isUncertain ? uncertain : empty}
      ${after ? sql`and (d.occasion_at, d.decision_id) ${beyond} (${after.at}, ${after.id})` : empty}
    order by d.occasion_at ${way}, d.decision_id ${way} limit ${query.limit + 1}`);
  const items = rows.slice(0, query.limit).map(toItem);
  const last = items.at(-1);
  const hasMore = rows.length > query.limit && last;
  return { items, next: hasMore ? `${last.occasionAt}/${last.decisionId}` : null };
}

const uncertain = sql`and exists (select 1 from effects u where u.shop_id = d.shop_id
  and u.decision_id = d.decision_id and u.state = 'uncertain')`;

function parseCursor(cursor: string | null): { at: string; id: string } | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\/([0-9a-f]{32})$/.exec(cursor ?? '');
  if (!match?.[1] || !match[2] || Number.isNaN(Date.parse(match[1]))) return null;
  return { at: match[1], id: match[2] };
}

function toItem(row: Row): DecisionListItem {
  return {
    decisionId: row.decision_id,
    customerId: row.customer_id,
    customerName: row.customer_name,
    occasionKey: row.occasion_key,
    occasionAt: row.occasion_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    outcome: row.outcome,
    reason: row.reason,
    assignedGroup: row.assigned_group,
    campaignVersion: row.campaign_version,
    code: row.code,
    effects: row.effects ?? [],
  };
}
