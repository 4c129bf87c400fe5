import type { PerformEffectsDeps } from './attempt.ts';
import { createCode } from './create-code.ts';
import type { DueEffect, EffectKind } from './ports/effects-store.ts';
import { sendMessage } from './send-message.ts';
import { writeBackConsent } from './write-back-consent.ts';

const PERFORMERS: Record<
  EffectKind,
  (deps: PerformEffectsDeps, due: DueEffect) => Promise<boolean>
> = {
  'discount-code': createCode,
  message: sendMessage,
  consent: writeBackConsent,
};

const PAGE = 60;
const LANES = 6;

/**
 * Attempts what is planned and due, several at a time, until nothing is left or `maxEffects` were
 * attempted. Any number of processes may do this at once: each effect is taken by one of them.
 *
 * @returns how many were attempted, and whether more may be due
 * @throws AggregateError after the page in which an effect met a bug; the others were attempted
 */
export async function performEffects(
  deps: PerformEffectsDeps,
  input: { maxEffects: number } = { maxEffects: 600 },
): Promise<{ performed: number; more: boolean }> {
  let performed = 0;
  while (performed < input.maxEffects) {
    const now = deps.clock.now();
    const due = await deps.transact((stores) => stores.effects.listDue(now, PAGE));
    const attempted = await performAll(deps, due);
    performed += attempted;
    // A page that others have taken leaves nothing to do here.
    if (attempted === 0) return { performed, more: false };
  }
  return { performed, more: true };
}

async function performAll(deps: PerformEffectsDeps, due: DueEffect[]): Promise<number> {
  const queue = [...due];
  const failures: unknown[] = [];
  let attempted = 0;
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      try {
        if (await PERFORMERS[next.kind](deps, next)) attempted += 1;
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (failures.length > 0) throw new AggregateError(failures, 'Some effects met a bug');
  return attempted;
}
