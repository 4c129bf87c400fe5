import type { Pool } from 'pg';
import sql from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import type { Rule, RuleMoment } from '#app/domain/segments/rules/rule.ts';
import { compileRule } from '../segments/compile-rule.server.ts';
import { SET_FOR_SETS } from '../segments/settings.ts';

/** How many customers satisfy a rule at a moment. */
export async function countSegment(
  pool: Pool,
  shopId: ShopId,
  rule: Rule,
  moment: RuleMoment,
): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin read only');
    await client.query(SET_FOR_SETS);
    const { rows } = await client.query<{ customers: number }>(sql`
      select count(*)::float8 as customers from (${compileRule(rule, shopId, moment)}) s`);
    return rows[0]?.customers ?? 0;
  } finally {
    await client.query('rollback');
    client.release();
  }
}
