import type { Pool } from 'pg';
import sql from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';

export interface PrivacyRequestRow {
  requestId: string;
  topic: string;
  customerId: string | null;
  receivedAt: Date;
  doneAt: Date | null;
}

export interface AuditRow {
  entryId: string;
  at: Date;
  actor: string;
  action: string;
  subject: string;
  /** What was changed: names of the parts. */
  parts: string[];
}

const SHOWN = 20;

/** Who asked for their data, and who changed what. Newest first. */
export function createSettingsReads(db: Pool) {
  return {
    async privacyRequests(shopId: ShopId): Promise<PrivacyRequestRow[]> {
      const { rows } = await db.query<PrivacyRequestRow>(sql`
        select request_id as "requestId", topic, customer_id::text as "customerId",
          received_at as "receivedAt", done_at as "doneAt"
        from privacy_requests where shop_id = ${shopId}
        order by received_at desc, request_id limit ${SHOWN}`);
      return rows;
    },

    async auditLog(shopId: ShopId): Promise<AuditRow[]> {
      const { rows } = await db.query<AuditRow>(sql`
        select entry_id as "entryId", at, actor, action, subject,
          array(select jsonb_object_keys(detail)
            where jsonb_typeof(detail) = 'object') as parts
        from audit_log where shop_id = ${shopId} order by at desc, entry_id limit ${SHOWN}`);
      return rows;
    },
  };
}
