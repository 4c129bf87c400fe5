import sql from 'sql-template-tag';
import type { KnownCode } from '#app/domain/offers/compare-codes.ts';
import type { CodeAuditsStore } from '#app/services/ports/code-audits-store.ts';
import type { Db } from './recordset.ts';

/** The nightly comparison of codes, bound to one transaction. */
export function createCodeAuditsStore(db: Db): CodeAuditsStore {
  return {
    async listCodes(shopId, since, codes) {
      const { rows } = await db.query<
        Omit<KnownCode, 'createdAt' | 'endsAt'> & { createdAt: Date; endsAt: Date | null }
      >(sql`select code, state, created_at as "createdAt", ends_at as "endsAt"
        from discount_codes
        where shop_id = ${shopId}
          and (ends_at is null or ends_at > ${since} or code = any(${codes}::text[]))`);
      return rows.map(({ createdAt, endsAt, ...row }) => ({
        ...row,
        createdAt: createdAt.toISOString(),
        endsAt: endsAt?.toISOString() ?? null,
      }));
    },
    async save(shopId, { auditedAt, compared, differences, examples }) {
      await db.query(sql`insert into code_audits
          (shop_id, audited_at, compared, differences, examples)
        values (${shopId}, ${auditedAt}, ${compared}, ${differences},
          ${JSON.stringify(examples)}::jsonb)
        on conflict (shop_id) do update set audited_at = excluded.audited_at,
          compared = excluded.compared, differences = excluded.differences,
          examples = excluded.examples`);
    },
  };
}
