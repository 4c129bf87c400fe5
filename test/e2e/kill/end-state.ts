import type { Pool } from 'pg';

/** When something was written down, tried or done, and what Shopify numbered: differs by run. */
const VOLATILE = [
  'recorded_at',
  'computed_at',
  'decided_at',
  'planned_at',
  'attempted_at',
  'done_at',
  'attempts',
  'position',
];

const COMPARED: Record<string, { without?: string[]; where?: string }> = {
  customers: {},
  orders: {},
  order_lines: {},
  refunds: {},
  products: {},
  // Those of before the install are read, and when is part of their version.
  checkouts: { without: ['version_key'] },
  customer_merges: {},
  fact_versions: {},
  customer_metrics: {},
  segment_memberships: {},
  decisions: {},
  // How often a mail was tried is chance; that codes were made once is not.
  effects: {
    without: ['result', 'due_at', 'error', 'state', 'reason'],
  },
  discount_codes: { without: ['discount_gid', 'created_at'] },
  ledger_transactions: {},
  ledger_postings: {},
  ledger_balances: {},
  ledger_lots: {},
  members: {},
};

/** All that a run must end with, table by table, each row as text. */
export async function readEndState(pool: Pool): Promise<Record<string, string[]>> {
  const state: Record<string, string[]> = {};
  for (const [table, { without = [], where = 'true' }] of Object.entries(COMPARED)) {
    const { rows } = await pool.query<{ row: string }>(
      `select (to_jsonb(t) - $1::text[])::text as row from ${table} t where ${where} order by 1`,
      [[...VOLATILE, ...without]],
    );
    state[table] = rows.map(({ row }) => row);
  }
  return state;
}
