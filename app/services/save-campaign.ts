import {
  type Campaign,
  type CampaignDefinition,
  currentVersion,
  type Play,
} from '#app/domain/campaigns/definition.ts';
import type { FieldError } from '#app/domain/campaigns/field-reader.ts';
import { readDefinition } from '#app/domain/campaigns/read-definition.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { MailRenderer } from './ports/mail-renderer.ts';
import { buildSampleMail } from './sample-mail.ts';
import type { Clock, Transact } from './transact.ts';

const MAX_NAME = 100;

export interface SaveCampaignDeps {
  transact: Transact<{ campaigns: CampaignsStore }>;
  clock: Clock;
  renderer: MailRenderer;
  /** A random UUID. */
  newId(): string;
}

export interface SaveCampaignInput {
  shop: Shop;
  /** Null for a new campaign. */
  campaignId: string | null;
  /** The version that was edited: a form that someone else has overtaken is refused. */
  expectedVersion: number | null;
  play: Play;
  name: string;
  /** A definition as the form has it; checked here. */
  definition: unknown;
  actor: string;
}

export type SaveCampaignResult =
  | { outcome: 'saved'; campaignId: string; version: number }
  | { outcome: 'invalid'; errors: FieldError[] }
  | { outcome: 'not_found' }
  | { outcome: 'changed_meanwhile' };

/**
 * Saves a campaign. A changed definition becomes a new version that holds from now on; what was
 * decided stays, and what waits is decided under the version in force at its occasion (T10).
 */
export async function saveCampaign(
  deps: SaveCampaignDeps,
  input: SaveCampaignInput,
): Promise<SaveCampaignResult> {
  const checked = await check(deps, input);
  if (!checked.ok) return { outcome: 'invalid', errors: checked.errors };
  const name = input.name.trim();
  const { campaignId } = input;
  if (campaignId === null) return insert(deps, input, name, checked.definition);
  return deps.transact(async ({ campaigns }) => {
    const campaign = await campaigns.findForChange(input.shop.shopId, campaignId);
    if (!campaign || campaign.play !== input.play) return { outcome: 'not_found' };
    const { version } = currentVersion(campaign);
    if (input.expectedVersion !== null && input.expectedVersion !== version) {
      return { outcome: 'changed_meanwhile' };
    }
    return update(campaigns, { ...input, name }, campaign, checked.definition, deps.clock.now());
  });
}

async function check(
  deps: SaveCampaignDeps,
  input: SaveCampaignInput,
): Promise<{ ok: true; definition: CampaignDefinition } | { ok: false; errors: FieldError[] }> {
  const errors = checkName(input.name);
  const read = readDefinition(input.play, input.definition);
  if (!read.ok) return { ok: false, errors: [...errors, ...read.errors] };
  if (read.definition.action.type !== 'points') {
    const sample = buildSampleMail(input.shop, read.definition, [], deps.clock.now());
    const problems = await deps.renderer.checkTexts(sample);
    for (const problem of problems) {
      errors.push({ ...problem, field: `action.message.${problem.field}` });
    }
  }
  return errors.length > 0 ? { ok: false, errors } : read;
}

function checkName(name: string): FieldError[] {
  if (name.trim() === '') return [{ field: 'name', code: 'empty' }];
  return name.length > MAX_NAME ? [{ field: 'name', code: 'too_long', max: MAX_NAME }] : [];
}

async function insert(
  deps: SaveCampaignDeps,
  input: SaveCampaignInput,
  name: string,
  definition: CampaignDefinition,
): Promise<SaveCampaignResult> {
  const campaignId = deps.newId();
  const { shopId } = input.shop;
  const at = deps.clock.now();
  await deps.transact(async ({ campaigns }) => {
    await campaigns.insert(shopId, { campaignId, play: input.play, name, definition }, at);
    await campaigns.recordAudit(shopId, auditOf(input, campaignId, 1), at);
  });
  return { outcome: 'saved', campaignId, version: 1 };
}

async function update(
  campaigns: CampaignsStore,
  input: SaveCampaignInput,
  campaign: Campaign,
  definition: CampaignDefinition,
  at: Date,
): Promise<SaveCampaignResult> {
  const { shopId } = input.shop;
  const { campaignId } = campaign;
  const current = currentVersion(campaign);
  if (input.name !== campaign.name) await campaigns.rename(shopId, campaignId, input.name, at);
  if (isSameJson(definition, current.definition)) {
    return { outcome: 'saved', campaignId, version: current.version };
  }
  const version = current.version + 1;
  await campaigns.addVersion(shopId, campaignId, { version, definition }, at);
  await campaigns.recordAudit(shopId, auditOf(input, campaignId, version), at);
  const moves = !isSameJson(definition.trigger, current.definition.trigger);
  if (campaign.status === 'active' && moves) await campaigns.startPlanning(shopId, campaignId);
  return { outcome: 'saved', campaignId, version };
}

/** Both were read by the same reader, so equal values have equal JSON. */
function isSameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function auditOf(input: SaveCampaignInput, campaignId: string, version: number) {
  const subject = `campaign ${campaignId}`;
  const detail = { name: input.name, play: input.play, version };
  return { actor: input.actor, action: 'save_campaign', subject, detail };
}
