import type { EffectReason } from '#app/domain/campaigns/decision.ts';
import type { Campaign, CampaignDefinition } from '#app/domain/campaigns/definition.ts';
import { isRecommendable } from '#app/domain/recommendations/recommend.ts';
import type { Shop } from '#app/domain/shop.ts';
import {
  type AttemptResult,
  backOff,
  type EffectStores,
  leaseFrom,
  type PerformEffectsDeps,
} from './attempt.ts';
import { buildMail, definitionOfVersion } from './build-mail.ts';
import type {
  ClaimedEffect,
  DueEffect,
  EffectOutcome,
  MessageSpec,
} from './ports/effects-store.ts';
import type { Mail, MailOutcome } from './ports/mail-port.ts';
import { type RenderedMail, TemplateError } from './ports/mail-renderer.ts';
import { OutsideError } from './ports/outside-error.ts';
import type { ProductCard } from './ports/pairs-store.ts';
import type { Recipient } from './ports/recipients-store.ts';

type MessageEffect = ClaimedEffect & { kind: 'message'; spec: MessageSpec };
type Preparation = { mail: Mail } | { refusal: EffectReason; error?: string };

/**
 * Sends a message at most once: whether it may go is checked and that it is being sent is committed
 * before it is handed over. Where that was committed and no answer after it, nobody knows; the
 * message is `uncertain` and a person may send it again.
 */
export async function sendMessage(
  deps: PerformEffectsDeps,
  due: DueEffect,
): Promise<AttemptResult> {
  const started = await deps.transact((stores) => startSending(deps, stores, due));
  if (!started) return 'not_ours';
  if (!started.mail) return 'attempted';
  const { effect, mail } = started;
  const answer = await handOver(deps, mail);
  const { shopId, effectId, attempts } = effect;
  await deps.transact(async (stores) => {
    const now = deps.clock.now();
    await stores.effects.record(shopId, effectId, toOutcome(answer, now, attempts), now);
    const state = MESSAGE_STATES[answer.outcome];
    if (state) await stores.effects.finishMessage(shopId, effectId, state, now);
  });
  return answer.outcome === 'deferred' ? 'put_off' : 'attempted';
}

type Answer = MailOutcome | { outcome: 'deferred'; error: OutsideError };

const MESSAGE_STATES = {
  accepted: 'sent',
  refused: 'failed',
  /** Still on its way: tried again later. */
  deferred: null,
  uncertain: 'uncertain',
} as const satisfies Record<Answer['outcome'], 'sent' | 'failed' | 'uncertain' | null>;

async function handOver(deps: PerformEffectsDeps, mail: Mail): Promise<Answer> {
  try {
    return await deps.mail.send(mail);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    if (error.retryable) return { outcome: 'deferred', error };
    return { outcome: 'refused', message: error.message };
  }
}

function toOutcome(answer: Answer, now: Date, attempts: number): EffectOutcome {
  switch (answer.outcome) {
    case 'accepted':
      return { state: 'done', result: {} };
    case 'refused':
      return { state: 'failed', reason: 'refused_by_mail_server', error: answer.message };
    case 'uncertain':
      return {
        state: 'uncertain',
        reason: 'connection_lost_while_sending',
        error: answer.message,
      };
    case 'deferred': {
      const { retryAfterMs, message } = answer.error;
      return { state: 'planned', dueAt: backOff(now, attempts, retryAfterMs), error: message };
    }
  }
}

/** In one transaction: takes the effect, checks, renders, and writes that it is being sent. */
async function startSending(
  deps: PerformEffectsDeps,
  stores: EffectStores,
  due: DueEffect,
): Promise<{ effect: MessageEffect; mail: Mail | null } | null> {
  const now = deps.clock.now();
  const claimed = await stores.effects.claim(due, now, leaseFrom(now));
  if (claimed?.effect.kind !== 'message') return null;
  const { effect } = claimed;
  const { shopId, effectId, customerId, spec } = effect;
  if (claimed.crashed) {
    const reason = 'crashed_while_sending';
    await stores.effects.record(shopId, effectId, { state: 'uncertain', reason }, now);
    await stores.effects.finishMessage(shopId, effectId, 'uncertain', now);
    return { effect, mail: null };
  }
  const prepared = await prepare(deps, stores, effect, now);
  if ('refusal' in prepared) {
    const state = prepared.refusal === 'template_broken' ? 'failed' : 'skipped';
    const outcome = { state, reason: prepared.refusal, error: prepared.error } as const;
    await stores.effects.record(shopId, effectId, outcome, now);
    // Only a message that was put off before has a row to end.
    await stores.effects.finishMessage(shopId, effectId, 'failed', now);
    return { effect, mail: null };
  }
  const { mail } = prepared;
  const { campaignId } = spec;
  const { subject, messageId: messageIdHeader } = mail;
  const message = { effectId, customerId, campaignId, subject, messageIdHeader };
  await stores.effects.startMessage(shopId, message, now);
  return { effect, mail };
}

async function prepare(
  deps: PerformEffectsDeps,
  stores: EffectStores,
  effect: MessageEffect,
  now: Date,
): Promise<Preparation> {
  const { shopId, spec } = effect;
  const shop = await stores.shops.find(shopId);
  const campaign = await stores.campaigns.find(shopId, spec.campaignId);
  const person = await stores.recipients.find(shopId, effect.customerId);
  const refusal = refuse(campaign, person, spec, now);
  if (refusal) return { refusal };
  if (!shop || !campaign || !person?.email) return { refusal: 'customer_gone' };
  const definition = definitionOfVersion(campaign, spec.campaignVersion);
  const products = await listShowable(stores, shop, spec);
  if (definition.action.type === 'cross-sell-offer' && products.length === 0) {
    return { refusal: 'nothing_to_recommend' };
  }
  const order = spec.orderId ? await stores.recipients.findOrder(shopId, spec.orderId) : null;
  const { customerId } = person;
  const target = { shopId, customerId, channel: 'email' } as const;
  const unsubscribeUrl = deps.unsubscribeLinks.createUrl(target);
  const contents = { shop, definition, person, spec, products, order, unsubscribeUrl };
  return render(deps, contents, effect, person.email);
}

/** What must hold at the moment of sending, whatever was decided before (M1, T5). */
function refuse(
  campaign: Campaign | null,
  person: Recipient | null,
  spec: MessageSpec,
  now: Date,
): EffectReason | null {
  if (!person || person.gone) return 'customer_gone';
  if (!person.email) return 'no_email_address';
  if (person.emailConsent !== 'subscribed') return 'no_email_consent';
  if (!campaign || campaign.status === 'archived') return 'campaign_archived';
  const isLate = spec.sendUntil !== null && Date.parse(spec.sendUntil) <= now.getTime();
  return isLate ? 'offer_expired' : null;
}

/** The products that can still be bought, in the order they were chosen in. */
async function listShowable(
  stores: EffectStores,
  shop: Shop,
  spec: MessageSpec,
): Promise<ProductCard[]> {
  const found = await stores.pairs.listProducts(shop.shopId, spec.productIds);
  const byId = new Map(found.filter(isRecommendable).map((card) => [card.productId, card]));
  return spec.productIds.flatMap((productId) => byId.get(productId) ?? []);
}

interface RenderContents {
  shop: Shop;
  definition: CampaignDefinition;
  person: Recipient;
  spec: MessageSpec;
  products: ProductCard[];
  order: { name: string; firstItem: string } | null;
  unsubscribeUrl: string;
}

async function render(
  deps: PerformEffectsDeps,
  contents: RenderContents,
  effect: MessageEffect,
  to: string,
): Promise<Preparation> {
  const { shop, person, spec, unsubscribeUrl } = contents;
  const code = spec.code && spec.sendUntil ? { code: spec.code, endsAt: spec.sendUntil } : null;
  const model = buildMail({ ...contents, reader: person, code, isTest: false });
  let rendered: RenderedMail;
  try {
    rendered = await deps.renderer.render(model);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { refusal: 'template_broken', error: `${error.field}: ${error.message}` };
  }
  const { sender } = shop.settings;
  const messageId = `<${effect.effectId}.${effect.shopId}@${deps.mailDomain}>`;
  const fromName = sender.name || shop.name;
  const replyTo = sender.replyTo || null;
  return { mail: { ...rendered, fromName, replyTo, to, messageId, unsubscribeUrl } };
}
