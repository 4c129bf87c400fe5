import type { Pool } from 'pg';
import sql from 'sql-template-tag';
import { type Shop, WHOLE_HISTORY_SCOPE } from '#app/domain/shop.ts';
import type { CodeAudit } from '#app/services/ports/code-audits-store.ts';

export interface InboxProblem {
  webhookId: string;
  topic: string;
  state: 'failed' | 'rejected' | 'waiting';
  error: string;
  attempts: number;
  receivedAt: Date;
}

export interface ShopHealth {
  inbox: { waiting: number; failed: number; rejected: number; oldestWaitingAt: Date | null };
  /** The latest first, at most 20. */
  problems: InboxProblem[];
  reconciliation: {
    lastRunAt: Date | null;
    /** What the last run, and all runs so far, found missing or outdated. */
    lastRepaired: number;
    totalRepaired: number;
    error: string | null;
  };
  /** When codes were last compared with Shopify's, null before the first night. */
  codes: CodeAudit | null;
  /** False where Shopify shows the last 60 days of orders only. */
  hasWholeHistory: boolean;
  /** Shopify no longer takes our token: the merchant has to open the app again. */
  needsReopen: boolean;
}

export interface InstanceHealth {
  waitingWebhooks: number;
  oldestWaitingAt: Date | null;
}

type InboxCounts = ShopHealth['inbox'];

/** The state of the pipes: what waits, what failed, when Shopify was last compared. */
export function createHealthReads(db: Pool) {
  return {
    async ofShop(shop: Shop): Promise<ShopHealth> {
      const [inbox, problems, reconciliation, codes, needsReopen] = await Promise.all([
        readInbox(db, shop),
        readProblems(db, shop),
        readReconciliation(db, shop),
        readCodeAudit(db, shop),
        readNeedsReopen(db, shop),
      ]);
      const hasWholeHistory = shop.scopes.includes(WHOLE_HISTORY_SCOPE);
      return { inbox, problems, reconciliation, codes, hasWholeHistory, needsReopen };
    },

    async ofInstance(): Promise<InstanceHealth> {
      const { rows } = await db.query<{ waiting: number; oldest: Date | null }>(sql`
        select count(*)::int as waiting, min(received_at) as oldest
        from inbox where state = 'waiting'`);
      return {
        waitingWebhooks: rows[0]?.waiting ?? 0,
        oldestWaitingAt: rows[0]?.oldest ?? null,
      };
    },
  };
}

async function readInbox(db: Pool, shop: Shop): Promise<InboxCounts> {
  const { rows } = await db.query<InboxCounts>(sql`
    select count(*) filter (where state = 'waiting')::int as waiting,
      count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'rejected')::int as rejected,
      min(received_at) filter (where state = 'waiting') as "oldestWaitingAt"
    from inbox
    where shop_domain = ${shop.domain} and state in ('waiting', 'failed', 'rejected')`);
  return rows[0] ?? { waiting: 0, failed: 0, rejected: 0, oldestWaitingAt: null };
}

async function readProblems(db: Pool, shop: Shop): Promise<InboxProblem[]> {
  const { rows } = await db.query<InboxProblem>(sql`
    select webhook_id as "webhookId", topic, state, error, attempts, received_at as "receivedAt"
    from inbox
    where shop_domain = ${shop.domain} and state in ('waiting', 'failed', 'rejected')
      and error is not null
    order by received_at desc limit 20`);
  return rows;
}

async function readReconciliation(db: Pool, shop: Shop): Promise<ShopHealth['reconciliation']> {
  const { rows } = await db.query<ShopHealth['reconciliation']>(sql`
    select max(last_run_at) as "lastRunAt", coalesce(sum(last_repaired), 0)::int as "lastRepaired",
      coalesce(sum(total_repaired), 0)::int as "totalRepaired", max(error) as error
    from reconcile_marks where shop_id = ${shop.shopId}`);
  return rows[0] ?? { lastRunAt: null, lastRepaired: 0, totalRepaired: 0, error: null };
}

async function readCodeAudit(db: Pool, shop: Shop): Promise<CodeAudit | null> {
  const { rows } = await db.query<CodeAudit>(sql`
    select audited_at as "auditedAt", compared, differences, examples
    from code_audits where shop_id = ${shop.shopId}`);
  return rows[0] ?? null;
}

async function readNeedsReopen(db: Pool, shop: Shop): Promise<boolean> {
  const { rows } = await db.query<{ needed: boolean }>(sql`
    select exists (select from sessions
      where shop_domain = ${shop.domain} and not is_online and needs_reopen) as needed`);
  return rows[0]?.needed ?? false;
}
