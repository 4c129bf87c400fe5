import type { Pool, PoolClient } from 'pg';
import sql from 'sql-template-tag';
import type {
  EffectChannel,
  EffectKind,
  EffectPlan,
  EffectsStore,
} from '#app/services/ports/effects-store.ts';
import { createCodeRows } from './code-rows.server.ts';
import { parseEffect } from './effect-spec.server.ts';
import { createMessageRows } from './message-rows.server.ts';

/** Effects from their plan to their end, with the codes and messages that they are. */
export function createEffectsStore(db: Pool | PoolClient): EffectsStore {
  return {
    ...createClaims(db),
    ...createCodeRows(db),
    ...createMessageRows(db),
    async plan(shopId, effects, at) {
      if (effects.length === 0) return;
      await db.query(sql`insert into effects (shop_id, effect_id, decision_id, customer_id, kind,
          after_effect_id, spec, due_at, planned_at)
        select ${shopId}, "effectId", "decisionId", "customerId", kind, "afterEffectId", spec,
          "dueAt", ${at}
        from json_to_recordset(${JSON.stringify(effects)}::json) as x("effectId" text,
          "decisionId" text, "customerId" bigint, kind text, "afterEffectId" text, spec jsonb,
          "dueAt" timestamptz)
        on conflict (shop_id, effect_id) do nothing`);
      await insertCodes(db, shopId, effects, at);
    },
    async record(shopId, effectId, outcome, at) {
      const isOpen = outcome.state === 'planned';
      const reason = 'reason' in outcome ? outcome.reason : null;
      const error = 'error' in outcome ? (outcome.error ?? null) : null;
      const result = outcome.state === 'done' ? JSON.stringify(outcome.result) : null;
      // An attempt that was given up as uncertain may still be answered: the answer counts.
      await db.query(sql`update effects set state = ${outcome.state}, reason = ${reason},
          error = ${error}, result = coalesce(${result}::jsonb, result),
          due_at = ${outcome.state === 'planned' ? outcome.dueAt : at},
          done_at = ${isOpen ? null : at}
        where shop_id = ${shopId} and effect_id = ${effectId}
          and state in ('planned', 'attempting', 'uncertain')`);
      if (outcome.state !== 'failed') return;
      await db.query(sql`update effects set state = 'cancelled', reason = 'code_failed',
          done_at = ${at}
        where shop_id = ${shopId} and after_effect_id = ${effectId} and state = 'planned'`);
      await db.query(sql`update discount_codes set state = 'cancelled'
        where shop_id = ${shopId} and effect_id = ${effectId} and state = 'creating'`);
    },
  };
}

async function insertCodes(
  db: Pool | PoolClient,
  shopId: string,
  effects: EffectPlan[],
  at: Date,
): Promise<void> {
  const codes = effects.flatMap((effect) =>
    effect.kind === 'discount-code'
      ? [{ ...effect.spec, effectId: effect.effectId, customerId: effect.customerId }]
      : [],
  );
  if (codes.length === 0) return;
  await db.query(sql`insert into discount_codes (shop_id, code, effect_id, customer_id, starts_at,
      ends_at, state, created_at)
    select ${shopId}, code, "effectId", "customerId", "startsAt", "endsAt", 'creating', ${at}
    from json_to_recordset(${JSON.stringify(codes)}::json) as x(code text, "effectId" text,
      "customerId" bigint, "startsAt" timestamptz, "endsAt" timestamptz)
    on conflict do nothing`);
}

const CHANNELS: Record<EffectKind, EffectChannel> = {
  'discount-code': 'shopify',
  consent: 'shopify',
  message: 'mail',
};
const KINDS: readonly EffectKind[] = ['discount-code', 'message', 'consent'];
const LANES = Object.entries(CHANNELS).map(([kind, channel]) => ({ kind, channel }));

/** Shop, sending and campaign allow it, and what it waits for is done. */
const mayBeAttempted = sql`s.status = 'active'
  and e.state in ('planned', 'attempting') and e.kind = any(${[...KINDS]}::text[])
  and (e.after_effect_id is null or exists (select 1 from effects p
    where p.shop_id = e.shop_id and p.effect_id = e.after_effect_id and p.state = 'done'))
  and (e.kind <> 'message' or e.state = 'attempting' or (s.sending_paused_at is null
    and not exists (select 1 from decisions d join campaigns c
      on c.shop_id = d.shop_id and c.campaign_id = d.campaign_id and c.status = 'paused'
      where d.shop_id = e.shop_id and d.decision_id = e.decision_id)))`;

type Claims = Pick<EffectsStore, 'listDue' | 'claim'>;

function createClaims(db: Pool | PoolClient): Claims {
  return {
    async listDue(now, { perLane, limit, without }) {
      const skipped = without.map(({ shopId, channel }) => `${shopId}/${channel}`);
      const { rows } = await db.query<{ shop_id: string; effect_id: string; kind: string }>(
        sql`select due.shop_id, due.effect_id, due.kind
          from shops s
          cross join (select channel, array_agg(kind) as kinds
            from json_to_recordset(${JSON.stringify(LANES)}::json) as x(kind text, channel text)
            group by channel) lane
          cross join lateral (select e.shop_id, e.effect_id, e.kind, e.due_at from effects e
            where e.shop_id = s.shop_id and ${mayBeAttempted} and e.due_at <= ${now}
              and e.kind = any(lane.kinds)
            order by e.due_at, e.effect_id limit ${perLane}) due
          where s.status = 'active' and s.shop_id || '/' || lane.channel <> all(${skipped}::text[])
          order by due.due_at, due.effect_id limit ${limit}`,
      );
      return rows.flatMap((row) => {
        const kind = KINDS.find((known) => known === row.kind);
        if (!kind) return [];
        const channel = CHANNELS[kind];
        return [{ shopId: row.shop_id, effectId: row.effect_id, kind, channel }];
      });
    },
    async claim(due, now, leaseUntil) {
      const { rows } = await db.query<EffectRow>(sql`with taken as (
          select e.shop_id, e.effect_id, e.state as earlier
          from effects e join shops s on s.shop_id = e.shop_id
          where e.shop_id = ${due.shopId} and e.effect_id = ${due.effectId}
            and ${mayBeAttempted} and e.due_at <= ${now}
          for update of e skip locked)
        update effects e set state = 'attempting', attempts = e.attempts + 1,
          attempted_at = ${now}, due_at = ${leaseUntil}
        from taken where e.shop_id = taken.shop_id and e.effect_id = taken.effect_id
        returning e.shop_id, e.effect_id, e.decision_id, e.customer_id, e.kind,
          e.after_effect_id, e.spec, e.attempts, e.due_at, taken.earlier`);
      const row = rows[0];
      if (!row) return null;
      return {
        effect: { ...parseEffect(row), shopId: row.shop_id, attempts: row.attempts },
        crashed: row.earlier === 'attempting',
      };
    },
  };
}

export interface EffectRow {
  shop_id: string;
  effect_id: string;
  decision_id: string | null;
  customer_id: string;
  kind: string;
  after_effect_id: string | null;
  spec: unknown;
  attempts: number;
  due_at: Date;
  earlier: string;
}
