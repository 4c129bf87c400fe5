import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { storeClockOffset } from '#app/adapters/clock.server.ts';
import { createSessionStorage } from '#app/adapters/db/session-storage.server.ts';
import { createMailRenderer } from '#app/adapters/messaging/mail-renderer.server.ts';
import { createComposition } from '#app/composition.server.ts';
import type { Services } from '#app/composition-services.server.ts';
import { createTransact } from '#app/composition-stores.server.ts';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import { type CampaignDefinition, PLAYS } from '#app/domain/campaigns/definition.ts';
import type { Shop } from '#app/domain/shop.ts';
import { readEnv } from '#app/env.server.ts';
import { en } from '#app/locales/en/index.ts';
import { changeCampaignStatus } from '#app/services/change-campaign-status.ts';
import { saveCampaign } from '#app/services/save-campaign.ts';
import type { Consent, StoreContents } from '#sandbox/shopify/model.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { openSession, TEST_KEY } from '#test/adapters/shopify/connected-shop.ts';
import {
  API_KEY,
  API_SECRET,
  movableClock,
  startShopify,
} from '#test/sandbox/support/local-shopify.ts';
import { startAppProcesses } from '#test/support/app-processes.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { waitFor } from '#test/support/wait-for.ts';

/** The store's noon, so that no local midnight falls into the preparations. */
export const START = '2026-03-03T17:00:00Z';

export interface CapturedWebhook {
  headers: Record<string, string>;
  body: Buffer;
}

/** Takes the place of the app before Shopify, so that a test decides when what arrives. */
async function captureWebhooks() {
  const captured: CapturedWebhook[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const names = Object.entries(request.headers).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && entry[0].startsWith('x-shopify'),
    );
    captured.push({ headers: Object.fromEntries(names), body: Buffer.concat(chunks) });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { captured, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Takes mail and remembers the Message-ID of each. */
async function catchMail() {
  const messageIds: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const id = /^message-id:\s*(\S+)/im.exec(Buffer.concat(chunks).toString())?.[1];
        messageIds.push(id ?? 'none');
        callback();
      });
    },
  });
  // A killed sender breaks its connection off; that is the point.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.server.address() as AddressInfo;
  return { messageIds, url: `smtp://127.0.0.1:${address.port}` };
}

function storeOfSubscribers(): StoreContents {
  const endsAt = new Date(START);
  const contents = generateStore({ seed: 'kill', customers: 400, products: 30, endsAt });
  const emailConsent: Consent = {
    state: 'SUBSCRIBED',
    optInLevel: 'SINGLE_OPT_IN',
    updatedAt: '2026-01-01T00:00:00Z',
  };
  const customers = contents.customers.map((customer) => ({ ...customer, emailConsent }));
  return { ...contents, customers };
}

/** A store with 400 customers, the app installed on it, its history imported, all plays active. */
export async function openWorld(queue: { redisUrl: string | null }) {
  const clock = movableClock(START);
  const capture = await captureWebhooks();
  const mail = await catchMail();
  const local = await startShopify({
    clock,
    appUrl: capture.url,
    toml: 'shopify.app.toml',
    loadContents: storeOfSubscribers,
    throttle: { maximumAvailable: 100_000, restoreRate: 100_000 },
  });
  const database = await createTestDatabase();
  const moveAppClock = (to: Date) => storeClockOffset(database.pool, to.getTime() - Date.now());
  await moveAppClock(clock.now());
  const environment: Record<string, string> = {
    DATABASE_URL: database.url,
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: API_SECRET,
    ENCRYPTION_KEY: TEST_KEY,
    SMTP_URL: mail.url,
    MAIL_FROM: 'shop@example.com',
    SHOPIFY_FETCH_ORIGIN: local.origin,
    SHOPIFY_FETCH_ORIGIN_IN_PRODUCTION: 'yes',
    // Only webhooks may bring facts here: a reconciliation would hide one that was lost.
    RECONCILE_EVERY_SECONDS: '1000000000',
    ...(queue.redisUrl ? { REDIS_URL: queue.redisUrl } : {}),
  };
  const app = await startAppProcesses(environment);
  await app.waitUntilHealthy();
  const sessions = createSessionStorage(database.pool, { current: TEST_KEY });
  await sessions.storeSession(await openSession(local));
  const isTrue = async (question: string) => {
    const { rows } = await database.pool.query<Record<string, boolean>>(question);
    return Object.values(rows[0] ?? {})[0] === true;
  };
  const shop = await withServices(environment, app.url, async (services) => {
    const opened = await services.openShop(local.store.shop.domain);
    await waitFor(
      'the import',
      () => isTrue(`select bool_and(state = 'done') from import_steps`),
      60_000,
    );
    // The only reconciliation, over before the day: from here on webhooks alone bring facts.
    const { outcome } = await services.reconcileShop(opened);
    if (outcome !== 'reconciled') throw new Error(`The first reconciliation was ${outcome}.`);
    return opened;
  });
  await activatePlays(shop, createTransact(database.pool, sessions), clock);
  await local.webhooks.flush();
  capture.captured.length = 0;
  return { clock, local, database, app, captured: capture.captured, mail, moveAppClock };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

async function withServices<Result>(
  environment: Record<string, string>,
  appUrl: string,
  work: (services: Services) => Promise<Result>,
): Promise<Result> {
  const env = readEnv({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    ...environment,
    SHOPIFY_APP_URL: appUrl,
  });
  const composition = await createComposition(env, 'web');
  try {
    return await work(composition.services);
  } finally {
    await composition.close();
  }
}

/** The same ids in every world, for codes and holdout groups are derived from them. */
async function activatePlays(
  shop: Shop,
  transact: ReturnType<typeof createTransact>,
  clock: { now(): Date },
): Promise<void> {
  const settings = {
    ...shop.settings,
    sender: { name: 'Fern', replyTo: '', postalAddress: '1 Garden Lane, London' },
  };
  await transact(({ shops }) => shops.saveSettings(shop.shopId, settings));
  const renderer = await createMailRenderer(en.mail);
  const base = { transact, clock };
  const [actor, prepared] = ['test', { ...shop, settings }];
  for (const [at, play] of PLAYS.entries()) {
    const campaignId = `00000000-0000-4000-8000-00000000000${at}`;
    const definition = soon(defaultDefinitions[play]);
    const saved = await saveCampaign(
      { ...base, renderer, newId: () => campaignId },
      {
        shop: prepared,
        campaignId: null,
        expectedVersion: null,
        play,
        name: play,
        definition,
        actor,
      },
    );
    if (saved.outcome !== 'saved') throw new Error(`Not saved: ${JSON.stringify(saved)}`);
    const status = { shop: prepared, campaignId, status: 'active', actor } as const;
    const changed = await changeCampaignStatus(base, status);
    if (changed.outcome !== 'changed') throw new Error(`Not active: ${JSON.stringify(changed)}`);
  }
}

/** Such that a few days of clock bring every kind of decision about. */
function soon(definition: CampaignDefinition) {
  const { trigger, action } = definition;
  if (trigger.type === 'birthday') {
    return { ...definition, trigger: { type: 'first-order-anniversary', localHour: 10 } as const };
  }
  if (trigger.type === 'order-fulfilled' && action.type === 'cross-sell-offer') {
    const crossSell = { ...action.crossSell, fallback: 'bestsellers' as const };
    return {
      ...definition,
      trigger: { ...trigger, delayDays: 1 },
      action: { ...action, crossSell },
      conditions: [],
    };
  }
  return definition;
}
