import { randomUUID } from 'node:crypto';
import { parseWebhook } from './adapters/shopify/webhook-payloads/index.ts';
import { createFitServices, type FitParts } from './composition-fits.server.ts';
import type { Messaging } from './composition-messaging.server.ts';
import type { ShopifyPorts } from './composition-shopify.server.ts';
import type { Stores } from './composition-stores.server.ts';
import type { Shop } from './domain/shop.ts';
import type { Env } from './env.server.ts';
import type { JobName, JobPayload } from './jobs/catalogue.ts';
import { adjustPoints } from './services/adjust-points.ts';
import { type ApplyHooks, applyChanges } from './services/apply-changes.ts';
import { archiveSegment } from './services/archive-segment.ts';
import { auditCodes } from './services/audit-codes.ts';
import { changeCampaignStatus } from './services/change-campaign-status.ts';
import { checkLedger } from './services/check-ledger.ts';
import { decideDue } from './services/decide-due.ts';
import { dryRunCampaign } from './services/dry-run-campaign.ts';
import { enterAcquisitionCost } from './services/enter-acquisition-cost.ts';
import { expireCodes } from './services/expire-codes.ts';
import { expireInbox } from './services/expire-inbox.ts';
import { handleWebhookEvent } from './services/handle-webhook-event.ts';
import { importShop } from './services/import-shop.ts';
import { installShop, openShop } from './services/install-shop.ts';
import { pauseSending } from './services/pause-sending.ts';
import { performEffects } from './services/perform-effects.ts';
import { performPrivacyRequest } from './services/perform-privacy-request.ts';
import { planCampaigns } from './services/plan-campaign.ts';
import { planOccasions } from './services/plan-occasions.ts';
import { previewMessage } from './services/preview-message.ts';
import { processInbox } from './services/process-inbox.ts';
import { queueLedgerWork } from './services/queue-ledger-work.ts';
import { recomputeAsked } from './services/recompute-asked.ts';
import { recomputeCustomers } from './services/recompute-customers.ts';
import { recomputeShop } from './services/recompute-shop.ts';
import { reconcileShop } from './services/reconcile-shop.ts';
import { redeemPoints } from './services/redeem-points.ts';
import { refreshProductPairs } from './services/refresh-product-pairs.ts';
import { refreshTokens } from './services/refresh-tokens.ts';
import { removeAcquisitionCost } from './services/remove-acquisition-cost.ts';
import { repeatImport } from './services/repeat-import.ts';
import { type ApplyChanges, rereadOrders } from './services/reread-order.ts';
import { rescoreCustomers } from './services/rescore-customers.ts';
import { resendUncertain } from './services/resend-uncertain.ts';
import { reverseMerge } from './services/reverse-merge.ts';
import { saveCampaign } from './services/save-campaign.ts';
import { saveSegment } from './services/save-segment.ts';
import { saveSegmentTag } from './services/save-segment-tag.ts';
import { type SettingsChange, saveSettings } from './services/save-settings.ts';
import { sendTestMessage } from './services/send-test-message.ts';
import { settleLedger } from './services/settle-ledger.ts';
import { refreshDayOf, sweepDays } from './services/sweep-days.ts';
import { sweepInbox } from './services/sweep-inbox.ts';
import { sweepReconcile } from './services/sweep-reconcile.ts';
import { uninstallShop } from './services/uninstall-shop.ts';
import { readUnsubscribePage, unsubscribe } from './services/unsubscribe.ts';
import { sweepSegmentTags, writeSegmentTags } from './services/write-segment-tags.ts';

interface Parts extends FitParts {
  env: Env;
  shopify: ShopifyPorts;
  messaging: Messaging;
  sessions: Parameters<typeof refreshTokens>[0]['sessions'];
  /** Asks for a job; one that is lost is made good by a sweep, so it is not waited for. */
  start<Name extends JobName>(name: Name, payload: JobPayload<Name>, id: string): Promise<void>;
  wakeShop(shopDomain: string): void;
  warn(detail: object, message: string): void;
}

const hooks: ApplyHooks<Stores> = {
  async recomputeCustomers(stores, shop, customerIds, context) {
    // Predictions first, for segments are made of them.
    await rescoreCustomers(stores, shop, customerIds, context);
    await recomputeCustomers(stores, shop, customerIds, context);
  },
  planOccasions,
  queueLedgerWork,
};

const apply: ApplyChanges<Stores> = (stores, shop, changes, meta) =>
  applyChanges(hooks, stores, shop, changes, meta);

/** Every use case, with what it needs bound to it. */
export function createServices(parts: Parts) {
  return {
    ...createShopServices(parts),
    ...createFactServices(parts),
    ...createFigureServices(parts),
    ...createCampaignServices(parts),
    ...createLoyaltyServices(parts),
    ...createSettingsServices(parts),
    ...createSegmentTagServices(parts),
  };
}

export type Services = ReturnType<typeof createServices>;

function starters({ start }: Parts) {
  return {
    startImport: (shopId: string) => start('import-shop', { shopId }, `import-${shopId}`),
    startReconcile: (shopId: string) => start('reconcile-shop', { shopId }, `reconcile-${shopId}`),
    startRecompute: (shopId: string) => start('recompute-shop', { shopId }, `recompute-${shopId}`),
    startFit: (shopId: string) => start('fit-clv', { shopId }, `fit-${shopId}`),
    startSegmentTags: (shopId: string) =>
      start('write-segment-tags', { shopId }, `segment-tags-${shopId}`),
    startPrivacyRequest: (shopId: string, requestId: string) =>
      start('redact', { shopId, requestId }, `redact-${shopId}-${requestId}`),
  };
}

function createShopServices(parts: Parts) {
  const { transact, clock, shopify, env, sessions } = parts;
  const { startImport, startReconcile } = starters(parts);
  const figures = createFigureServices(parts);
  const install = { transact, clock, shopify: shopify.reader, newId: randomUUID, startImport };
  const read = { transact, clock, shopify: shopify.reader, applyChanges: apply };
  return {
    openShop: (domain: string) => openShop(install, domain),
    installShop: (domain: string) => installShop(install, domain),
    uninstallShop: (input: { shopDomain: string; at: Date }) => uninstallShop({ transact }, input),
    importShop: (input: { shopId: string }) =>
      importShop(
        {
          transact,
          clock,
          bulk: shopify.bulk,
          applyChanges: apply,
          computeFigures: figures.computeFigures,
        },
        input,
      ),
    rereadOrders: (input: { shopId: string; orderIds: string[] }) => rereadOrders(read, input),
    reconcileShop: (input: { shopId: string }) => reconcileShop(read, input),
    sweepReconcile: () =>
      sweepReconcile({
        transact,
        clock,
        everySeconds: env.RECONCILE_EVERY_SECONDS,
        startReconcile,
        startImport,
      }),
    refreshTokens: (input: { now: Date }) =>
      refreshTokens(
        {
          sessions,
          tokens: shopify.tokens,
          onFailure: (shop, error) => parts.warn({ shop, error }, 'a token was not refreshed'),
        },
        input,
      ),
  };
}

/** What a merchant changes for the whole shop. `actor` is who, for the audit log. */
function createSettingsServices(parts: Parts) {
  const { transact, clock } = parts;
  const { startImport, startRecompute } = starters(parts);
  return {
    saveSettings: (input: { shop: Shop; change: SettingsChange; actor: string }) =>
      saveSettings({ transact, clock, startRecompute }, input),
    enterAcquisitionCost: (input: Parameters<typeof enterAcquisitionCost>[1]) =>
      enterAcquisitionCost({ transact, clock }, input),
    removeAcquisitionCost: (input: Parameters<typeof removeAcquisitionCost>[1]) =>
      removeAcquisitionCost({ transact, clock }, input),
    repeatImport: (input: { shop: Shop; actor: string }) =>
      repeatImport({ transact, clock, newId: randomUUID, startImport }, input),
  };
}

function createSegmentTagServices(parts: Parts) {
  const { transact, clock, shopify } = parts;
  const { startSegmentTags } = starters(parts);
  return {
    saveSegmentTag: (input: Parameters<typeof saveSegmentTag>[1]) =>
      saveSegmentTag({ transact, clock, startWriting: startSegmentTags }, input),
    writeSegmentTags: (input: { shopId: string }) =>
      writeSegmentTags({ transact, clock, tags: shopify.tags }, input),
    sweepSegmentTags: () => sweepSegmentTags({ transact, startWriting: startSegmentTags }),
  };
}

function createFactServices(parts: Parts) {
  const { transact, clock } = parts;
  const { startImport, startRecompute, startPrivacyRequest } = starters(parts);
  const { rereadOrders, installShop, uninstallShop } = createShopServices(parts);
  const reactions = { rereadOrders, installShop, uninstallShop, startImport, startRecompute };
  const events = { transact, clock, ...reactions };
  return {
    processInbox: (input: { shopDomain: string }) =>
      processInbox(
        {
          transact,
          clock,
          parseWebhook,
          applyChanges: apply,
          handleEvent: (shop, event, occurredAt) =>
            handleWebhookEvent(events, shop, event, occurredAt),
          startPrivacyRequest,
        },
        input,
      ),
    sweepInbox: () =>
      sweepInbox({
        transact,
        wakeShop: async (shopDomain) => parts.wakeShop(shopDomain),
        startPrivacyRequest,
      }),
    reverseMerge: (input: Parameters<typeof reverseMerge>[1]) =>
      reverseMerge({ transact, clock, hooks }, input),
    expireInbox: () => expireInbox({ transact, clock }),
    performPrivacyRequest: (input: { shopId: string; requestId: string }) =>
      performPrivacyRequest(
        { transact, clock, hooks, parseWebhook, delivery: parts.messaging.dataRequests },
        input,
      ),
  };
}

function createFigureServices(parts: Parts) {
  const { transact, clock } = parts;
  const base = { transact, clock };
  const fits = createFitServices(parts, starters(parts));
  return {
    ...fits,
    recomputeAsked: (input: { shopId: string }) => recomputeAsked(base, input),
    refreshDayOf: async (input: { shopId: string }) => {
      // Before the day is in force: what is decided on a day is decided by its pairs.
      await refreshProductPairs(base, input);
      await refreshDayOf(base, input);
    },
    saveSegment: (input: Parameters<typeof saveSegment>[1]) =>
      saveSegment({ ...base, newId: randomUUID }, input),
    archiveSegment: (input: Parameters<typeof archiveSegment>[1]) => archiveSegment(base, input),
    /** What an import leaves to its end: everyone's metrics and segments, pairs, a fit. */
    computeFigures: async (shop: Shop) => {
      await transact(({ imports }) => imports.refreshStatistics());
      await recomputeShop(base, shop);
      await transact(({ imports }) => imports.refreshStatistics());
      await refreshProductPairs(base, { shopId: shop.shopId });
      await fits.askFit(shop.shopId, 'import');
    },
    sweepDays: () =>
      sweepDays({
        ...base,
        startRecompute: starters(parts).startRecompute,
        startRefresh: (shopId) => parts.start('refresh-cutoffs', { shopId }, `day-${shopId}`),
      }),
  };
}

function createCampaignServices(parts: Parts) {
  const { transact, clock, shopify, messaging } = parts;
  const base = { transact, clock };
  const effects = {
    ...base,
    discounts: shopify.discounts,
    consents: shopify.consents,
    mail: messaging.mail,
    renderer: messaging.renderer,
    unsubscribeLinks: messaging.unsubscribeLinks,
    mailDomain: messaging.mailDomain,
  };
  const links = { ...base, unsubscribeLinks: messaging.unsubscribeLinks };
  const edit = { ...base, renderer: messaging.renderer, newId: randomUUID };
  const test = { ...edit, mail: messaging.mail, mailDomain: messaging.mailDomain };
  return {
    saveCampaign: (input: Parameters<typeof saveCampaign>[1]) => saveCampaign(edit, input),
    changeCampaignStatus: (input: Parameters<typeof changeCampaignStatus>[1]) =>
      changeCampaignStatus(base, input),
    previewMessage: (input: Parameters<typeof previewMessage>[1]) => previewMessage(edit, input),
    sendTestMessage: (input: Parameters<typeof sendTestMessage>[1]) => sendTestMessage(test, input),
    dryRunCampaign: (input: Parameters<typeof dryRunCampaign>[1]) => dryRunCampaign(base, input),
    resendUncertain: (input: Parameters<typeof resendUncertain>[1]) => resendUncertain(base, input),
    pauseSending: (input: Parameters<typeof pauseSending>[1]) => pauseSending(base, input),
    planCampaigns: (input: Parameters<typeof planCampaigns>[1]) => planCampaigns(base, input),
    decideDue: () => decideDue(base),
    performEffects: () => performEffects(effects),
    expireCodes: () => expireCodes({ ...base, discounts: shopify.discounts }),
    auditCodes: () =>
      auditCodes({
        ...base,
        discounts: shopify.discounts,
        onFailure: (shop, error) =>
          parts.warn({ shop: shop.domain, error }, 'the codes of a shop were not compared'),
      }),
    readUnsubscribePage: (token: string) => readUnsubscribePage(links, { token }),
    unsubscribe: (token: string) => unsubscribe(links, { token }),
  };
}

function createLoyaltyServices({ transact, clock }: Parts) {
  const base = { transact, clock };
  return {
    settleLedger: () => settleLedger(base),
    redeemPoints: (shop: Shop, request: Parameters<typeof redeemPoints>[2]) =>
      redeemPoints(base, shop, request),
    adjustPoints: (shop: Shop, adjustment: Parameters<typeof adjustPoints>[2]) =>
      adjustPoints(base, shop, adjustment),
    checkLedger: (shopId: string) => checkLedger(base, shopId),
  };
}
