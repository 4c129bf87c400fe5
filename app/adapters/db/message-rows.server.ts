import type { Pool, PoolClient } from 'pg';
import sql from 'sql-template-tag';
import type { EffectsStore } from '#app/services/ports/effects-store.ts';

type MessageRows = Pick<EffectsStore, 'startMessage' | 'finishMessage' | 'replanUncertain'>;

/** Messages as they were handed over, or may have been. */
export function createMessageRows(db: Pool | PoolClient): MessageRows {
  return {
    async startMessage(shopId, message, at) {
      await db.query(sql`insert into messages (shop_id, effect_id, customer_id, campaign_id,
          channel, subject, state, message_id_header, attempted_at)
        values (${shopId}, ${message.effectId}, ${message.customerId}, ${message.campaignId},
          'email', ${message.subject}, 'sending', ${message.messageIdHeader}, ${at})
        on conflict (shop_id, effect_id) do update set subject = excluded.subject,
          state = 'sending', attempted_at = excluded.attempted_at,
          message_id_header = excluded.message_id_header`);
    },
    async finishMessage(shopId, effectId, state, at) {
      await db.query(sql`update messages set state = ${state},
          sent_at = ${state === 'sent' ? at : null}
        where shop_id = ${shopId} and effect_id = ${effectId}`);
    },
    async replanUncertain(shopId, effectId, at) {
      const { rowCount } = await db.query(sql`update effects set state = 'planned', reason = null,
          error = null, due_at = ${at}, done_at = null
        where shop_id = ${shopId} and effect_id = ${effectId} and kind = 'message'
          and state = 'uncertain'`);
      return rowCount === 1;
    },
  };
}
