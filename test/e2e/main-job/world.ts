import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { storeClockOffset } from '#app/adapters/clock.server.ts';
import { createQueue } from '#app/adapters/queue/queue.server.ts';
import { createComposition } from '#app/composition.server.ts';
import { readEnv } from '#app/env.server.ts';
import type { JobName } from '#app/jobs/catalogue.ts';
import { findFreePort } from '#bin/embedded-postgres.ts';
import type { StoreContents } from '#sandbox/shopify/model.ts';
import { TEST_KEY } from '#test/adapters/shopify/connected-shop.ts';
import { API_KEY, API_SECRET, startShopify } from '#test/sandbox/support/local-shopify.ts';
import { startAppProcesses } from '#test/support/app-processes.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { waitFor } from '#test/support/wait-for.ts';

/** What a quiet machine does in seconds and one that is busy with other things in a minute. */
export const PATIENCE_MS = 60_000;

/** Work that comes by the minute on its own; tests ask for it, so as not to wait. */
const SWEEPS = ['decide-due', 'perform-effects', 'settle-ledger', 'sweep-days'] as const;

/**
 * The whole of it, as the demo starts it: the local Shopify with its pages and mailbox, and the
 * app's two processes on a database of their own. Nothing is installed yet.
 */
export async function openWorld(options: { start: string; contents: StoreContents }) {
  const database = await createTestDatabase();
  const time = { offsetMs: 0 };
  // One running clock for Shopify and the app, as in the demo.
  const clock = { now: () => new Date(Date.now() + time.offsetMs) };
  const moveTo = async (instant: string | Date) => {
    time.offsetMs = new Date(instant).getTime() - Date.now();
    await storeClockOffset(database.pool, time.offsetMs);
  };
  await moveTo(options.start);
  const [port, smtpPort] = [await findFreePort(), await findFreePort()];
  const origin = `http://127.0.0.1:${port}`;
  const environment = {
    DATABASE_URL: database.url,
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: API_SECRET,
    ENCRYPTION_KEY: TEST_KEY,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MAIL_FROM: 'hello@perennial.example',
    SHOPIFY_FETCH_ORIGIN: origin,
    SHOPIFY_FETCH_ORIGIN_IN_PRODUCTION: 'yes',
    APP_BRIDGE_URL: `${origin}/app-bridge.js`,
    EXTRA_FRAME_ANCESTOR: origin,
    // A reconciliation comes when a test asks for it.
    RECONCILE_EVERY_SECONDS: '1000000000',
  };
  const app = await startAppProcesses(environment);
  const local = await startShopify({
    port,
    smtpPort,
    clock,
    appUrl: app.url,
    pages: true,
    toml: 'shopify.app.toml',
    loadContents: () => options.contents,
    onClockChange: (offsetMs) => moveTo(new Date(Date.now() + offsetMs)),
    throttle: { maximumAvailable: 100_000, restoreRate: 100_000 },
    webhooks: { timeCompression: 600 },
  });
  await app.waitUntilHealthy();
  const hands = await openHands({ ...environment, SHOPIFY_APP_URL: app.url });
  const queue = createQueue({ databaseUrl: database.url });
  onTestFinished(() => queue.close());
  const ask = async (...jobs: JobName[]) => {
    for (const job of jobs) await queue.enqueue(job, {}, { deduplicationId: `test-${job}` });
  };
  return { clock, moveTo, database, app, local, hands, queue, ask };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** The app's services in this process, for what a merchant does on pages tested elsewhere. */
async function openHands(environment: Record<string, string>) {
  const env = readEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', ...environment });
  const composition = await createComposition(env, 'web');
  onTestFinished(() => composition.close());
  return composition;
}

const STATE_OF_WORK = `select d.occasion_key, d.due_at, d.state, d.outcome, d.reason, e.kind,
    e.state as effect, e.reason as why, e.error
  from decisions d left join effects e using (shop_id, decision_id)
  where d.customer_id in (101, 102) order by d.due_at limit 20`;

/** Asks for the sweeps until `check` holds. */
export function waitForWork<T>(
  { ask, database }: World,
  what: string,
  check: () => Promise<T> | T,
): Promise<NonNullable<Exclude<T, false>>> {
  let asked = 0;
  let state = '';
  return waitFor(
    () => `${what}; there is ${state}`,
    async () => {
      if (Date.now() - asked > 1_000) {
        asked = Date.now();
        state = JSON.stringify((await database.pool.query(STATE_OF_WORK)).rows);
        await ask(...SWEEPS);
      }
      return check();
    },
    PATIENCE_MS,
  );
}

/** Resolves when Shopify has delivered what it had and the app has taken it in. */
export async function settleWebhooks({ local, database }: World): Promise<void> {
  await local.webhooks.flush();
  await waitFor(
    'an empty inbox',
    async () => {
      const { rows } = await database.pool.query(
        `select 1 from inbox where state = 'waiting' limit 1`,
      );
      return rows.length === 0;
    },
    PATIENCE_MS,
  );
}

/** Resolves when the import that is open has come to its end. */
export async function waitForImport({ database }: World, patienceMs = PATIENCE_MS): Promise<void> {
  let steps: { step: string; state: string; error: string | null }[] = [];
  await waitFor(
    () => `the import: ${JSON.stringify(steps)}`,
    async () => {
      steps = (await database.pool.query('select step, state, error from import_steps')).rows;
      return steps.length > 0 && steps.every(({ state }) => state === 'done');
    },
    patienceMs,
  );
}

const mailSchema = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  unsubscribes: z.array(z.object({ status: z.number(), answer: z.string() })),
});

export type CaughtMail = z.infer<typeof mailSchema>;

/** What the mailbox caught, newest first. */
export async function readMails({ local }: World): Promise<CaughtMail[]> {
  const answer = await fetch(`${local.origin}/mailbox.json`);
  return z.object({ mails: z.array(mailSchema) }).parse(await answer.json()).mails;
}
