import sql, { type Sql } from 'sql-template-tag';
import type { InboxOutcome, InboxRow, InboxStore } from '#app/services/ports/inbox-store.ts';
import type { Columns, Db } from './recordset.ts';
import { recordset } from './recordset.ts';
import { tryLock } from './try-lock.server.ts';

const DEFAULT_KEEP_DAYS = 30;
/** Nobody installs an app so long after its first webhook. */
const UNCLAIMED_DAYS = 7;

/** In place of an error that may quote the person. */
const ERASED = 'not shown: it names a person who was erased';

interface Row {
  webhookId: string;
  topic: string;
  body: Buffer;
  triggeredAt: Date | null;
  receivedAt: Date;
  attempts: number;
}

const FIELDS = sql`webhook_id as "webhookId", topic, body, triggered_at as "triggeredAt",
  received_at as "receivedAt", attempts`;

/** Twice as long after each attempt, from ten seconds to an hour. */
const IS_DUE = sql`attempts > 0
  and processed_at < now() - least(interval '10 seconds' * 2 ^ least(attempts, 10), '1 hour')`;

function toInboxRow(row: Row): InboxRow {
  const { webhookId, topic, body, attempts } = row;
  const triggeredAt = row.triggeredAt?.toISOString() ?? null;
  const occurredAt = triggeredAt ?? row.receivedAt.toISOString();
  return { webhookId, topic, body, attempts, triggeredAt, occurredAt };
}

interface OutcomeRow {
  webhookId: string;
  state: string;
  error: string | null;
  dropBody: boolean;
}

const OUTCOMES: Columns<OutcomeRow> = {
  webhookId: 'text',
  state: 'text',
  error: 'text',
  dropBody: 'flag',
};

function toOutcomeRow(outcome: InboxOutcome): OutcomeRow {
  const { webhookId, state, dropBody } = outcome;
  return { webhookId, state, error: state === 'rejected' ? outcome.reason : null, dropBody };
}

/** The inbox, bound to one transaction. */
export function createInboxStore(db: Db): InboxStore {
  async function readRows(query: Sql): Promise<InboxRow[]> {
    const { rows } = await db.query<Row>(query);
    return rows.map(toInboxRow);
  }

  return {
    takeTurn: (shopDomain) => tryLock(db, 'inbox', shopDomain),
    claimFresh: (shopDomain, limit) =>
      readRows(sql`select ${FIELDS} from inbox
        where shop_domain = ${shopDomain} and state = 'waiting' and attempts = 0
        order by position limit ${limit} for update skip locked`),
    async claimOne(shopDomain, webhookId) {
      const rows = await readRows(sql`select ${FIELDS} from inbox
        where shop_domain = ${shopDomain} and webhook_id = ${webhookId} and state = 'waiting'
        for update skip locked`);
      return rows[0] ?? null;
    },
    async hasFresh(shopDomain) {
      const { rowCount } = await db.query(sql`select from inbox
        where shop_domain = ${shopDomain} and state = 'waiting' and attempts = 0 limit 1`);
      return rowCount === 1;
    },
    async listRetries(shopDomain, limit) {
      const { rows } = await db.query<{ id: string }>(sql`select webhook_id as id from inbox
        where shop_domain = ${shopDomain} and state = 'waiting' and ${IS_DUE}
        order by position limit ${limit}`);
      return rows.map(({ id }) => id);
    },
    settle: (shopDomain, outcomes, at) => settle(db, shopDomain, outcomes, at),
    async noteFailure(shopDomain, webhookId, { error, maxAttempts }) {
      const isLast = sql`attempts + 1 >= ${maxAttempts}`;
      await db.query(sql`update inbox set attempts = attempts + 1, processed_at = now(),
          error = case when drop_text then ${ERASED} else ${error} end,
          state = case when ${isLast} then 'failed' else 'waiting' end,
          body = case when ${isLast} and drop_text then ''::bytea else body end
        where shop_domain = ${shopDomain} and webhook_id = ${webhookId} and state = 'waiting'`);
    },
    async listWaitingShops(olderThanMs) {
      const { rows } = await db.query<{ domain: string }>(sql`select s.domain from shops s
        where exists (select from inbox i where i.shop_domain = s.domain and i.state = 'waiting'
          and ((attempts = 0 and received_at < now() - ${olderThanMs} * interval '1 millisecond')
            or (${IS_DUE})))`);
      return rows.map(({ domain }) => domain);
    },
    async read(shopDomain, webhookId) {
      const rows = await readRows(sql`select ${FIELDS} from inbox
        where shop_domain = ${shopDomain} and webhook_id = ${webhookId}`);
      return rows[0] ?? null;
    },
    expire: (now) => expire(db, now),
  };
}

async function settle(
  db: Db,
  shopDomain: string,
  outcomes: readonly InboxOutcome[],
  at: Date,
): Promise<void> {
  if (outcomes.length === 0) return;
  await db.query(sql`update inbox i set state = r.state, processed_at = ${at},
      error = case when i.drop_text and r.error is not null then ${ERASED} else r.error end,
      body = case when r.drop_body or i.drop_text then ''::bytea else i.body end
    from ${recordset(OUTCOMES, outcomes.map(toOutcomeRow))}
    where i.shop_domain = ${shopDomain} and i.webhook_id = r.webhook_id`);
}

async function expire(db: Db, now: Date): Promise<number> {
  const settled = await db.query(sql`delete from inbox i
    where state <> 'waiting' and processed_at < ${now}::timestamptz - interval '1 day' * coalesce(
        (select (s.settings->>'inboxKeepDays')::int from shops s where s.domain = i.shop_domain),
        ${DEFAULT_KEEP_DAYS})
      and not exists (select from privacy_requests p join shops s on s.shop_id = p.shop_id
        where s.domain = i.shop_domain and p.request_id = i.webhook_id and p.done_at is null)`);
  const unclaimed = await db.query(sql`delete from inbox i
    where state = 'waiting' and received_at < now() - interval '1 day' * ${UNCLAIMED_DAYS}
      and not exists (select from shops s where s.domain = i.shop_domain)`);
  return (settled.rowCount ?? 0) + (unclaimed.rowCount ?? 0);
}
