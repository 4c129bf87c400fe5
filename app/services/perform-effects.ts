import type { AttemptResult, PerformEffectsDeps } from './attempt.ts';
import { createCode } from './create-code.ts';
import { createEffectLanes } from './effect-lanes.ts';
import type { DueEffect, EffectKind } from './ports/effects-store.ts';
import { sendMessage } from './send-message.ts';
import { writeBackConsent } from './write-back-consent.ts';

const PERFORMERS: Record<
  EffectKind,
  (deps: PerformEffectsDeps, due: DueEffect) => Promise<AttemptResult>
> = {
  'discount-code': createCode,
  message: sendMessage,
  consent: writeBackConsent,
};

const PAGE = { perLane: 10, limit: 200 };

/**
 * Attempts what is planned and due until nothing is left or `maxEffects` were started: several at a
 * time, shop by shop in turn, so that a shop whose Shopify hangs holds nobody up. Any number of
 * processes may do this at once: each effect is taken by one of them.
 *
 * @returns how many were attempted, and whether more may be due
 * @throws AggregateError where effects met a bug; the others were attempted
 */
export async function performEffects(
  deps: PerformEffectsDeps,
  input: { maxEffects: number } = { maxEffects: 600 },
): Promise<{ performed: number; more: boolean }> {
  const lanes = createEffectLanes();
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let [started, performed, mayList] = [0, 0, true];
  const attempt = async (due: DueEffect) => {
    let result: AttemptResult = 'attempted';
    try {
      result = await PERFORMERS[due.kind](deps, due);
    } catch (error) {
      failures.push(error);
    }
    lanes.finish(due, result);
    if (result !== 'not_ours') performed += 1;
    mayList = true;
  };
  try {
    while (started < input.maxEffects) {
      const due = lanes.take();
      if (due) {
        started += 1;
        const work = attempt(due).finally(() => running.delete(work));
        running.add(work);
      } else if (mayList && lanes.hasRoom()) {
        mayList = false;
        lanes.add(await listDue(deps, lanes));
      } else if (running.size > 0) await Promise.race(running);
      else break;
    }
  } finally {
    await Promise.all(running);
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some effects met a bug');
  return { performed, more: started >= input.maxEffects };
}

function listDue(
  deps: PerformEffectsDeps,
  lanes: ReturnType<typeof createEffectLanes>,
): Promise<DueEffect[]> {
  const now = deps.clock.now();
  const page = { ...PAGE, without: lanes.listClosed() };
  return deps.transact((stores) => stores.effects.listDue(now, page));
}
