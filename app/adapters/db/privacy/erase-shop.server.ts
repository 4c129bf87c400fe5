import sql, { raw } from 'sql-template-tag';
import type { Db } from '../recordset.ts';

/** All tables of a shop but the ledger's, whose rows are never deleted and name nobody. */
export const ERASED_TABLES = [
  'customers',
  'consents',
  'customer_merges',
  'reversed_merges',
  'customer_metrics',
  // Fits first: whoever writes predictions holds his.
  'clv_fits',
  'fit_predictions',
  'clv_fit_changes',
  'segments',
  'segment_memberships',
  'segment_tags',
  'tagged_customers',
  'day_cutoffs',
  'orders',
  'order_lines',
  'refunds',
  'products',
  'product_pairs',
  'product_variants',
  'unit_costs',
  'acquisition_costs',
  'checkouts',
  'fact_versions',
  'tombstones',
  'decisions',
  'effects',
  'discount_codes',
  'code_audits',
  'messages',
  'campaign_versions',
  'campaigns',
  'import_steps',
  'reconcile_marks',
  'ledger_due',
  'audit_log',
] as const;

/** Takes out all of the shop; its row stays to say so. */
export async function eraseShop(
  db: Db,
  { shopId, domain }: { shopId: string; domain: string },
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ERASED_TABLES) {
    const { rowCount } = await db.query(sql`delete from ${raw(table)} where shop_id = ${shopId}`);
    counts[table] = rowCount ?? 0;
  }
  await db.query(sql`update members set customer_id = null where shop_id = ${shopId}`);
  await db.query(sql`delete from sessions where shop_domain = ${domain}`);
  await db.query(sql`delete from inbox where shop_domain = ${domain}`);
  await db.query(sql`update shops set status = 'redacted', name = '', email = '',
      settings = '{}', scopes = '{}', metrics_day = null
    where shop_id = ${shopId}`);
  return counts;
}
