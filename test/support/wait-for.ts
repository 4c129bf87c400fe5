import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until `check` gives something else than undefined, null or false.
 *
 * @throws with `what` when that takes longer than `timeoutMs` (default ten seconds).
 */
export async function waitFor<T>(
  what: string | (() => string),
  check: () => Promise<T> | T,
  timeoutMs = 10_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== null && found !== false) {
      return found as NonNullable<Exclude<T, false>>;
    }
    if (Date.now() > deadline) {
      throw new Error(`Waited in vain for: ${typeof what === 'string' ? what : what()}`);
    }
    await sleep(20);
  }
}
