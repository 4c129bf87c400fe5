import type { FieldError } from '#app/domain/campaigns/field-reader.ts';
import type { OwnSegment } from '#app/domain/segments/own-segments.ts';
import { readRule } from '#app/domain/segments/rules/read-rule.ts';
import type { Rule } from '#app/domain/segments/rules/rule.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { OwnSegmentsStore } from './ports/own-segments-store.ts';
import type { RecomputeStores } from './recompute-customers.ts';
import { refreshSegment } from './refresh-segments.ts';
import type { Clock, Transact } from './transact.ts';

const MAX_NAME = 100;

export interface SaveSegmentDeps {
  transact: Transact<
    RecomputeStores & {
      ownSegments: OwnSegmentsStore;
      campaigns: Pick<CampaignsStore, 'recordAudit'>;
    }
  >;
  clock: Clock;
  /** A random UUID. */
  newId(): string;
}

export interface SaveSegmentInput {
  shop: Shop;
  /** Null for a new segment. */
  segmentId: string | null;
  /** When what was edited had been saved, ISO: a form that someone has overtaken is refused. */
  expectedUpdatedAt: string | null;
  name: string;
  /** A rule as the form has it; checked here. */
  rule: unknown;
  actor: string;
}

export type SaveSegmentResult =
  | { outcome: 'saved'; segmentId: string }
  | { outcome: 'invalid'; errors: FieldError[] }
  | { outcome: 'not_found' }
  | { outcome: 'changed_meanwhile' };

/**
 * Saves a segment and brings its members up to the rule. Fields of the rule are named under `rule`,
 * such as `rule.rules.0.value`. Killed between the two, the next day's refresh does the second.
 */
export async function saveSegment(
  deps: SaveSegmentDeps,
  input: SaveSegmentInput,
): Promise<SaveSegmentResult> {
  const name = input.name.trim();
  const read = readRule(input.rule);
  const errors = checkName(name);
  if (!read.ok) errors.push(...read.errors.map(underRule));
  if (!read.ok || errors.length > 0) return { outcome: 'invalid', errors };
  const segment = { segmentId: input.segmentId ?? deps.newId(), name, rule: read.rule };
  const refused = await write(deps, input, segment);
  if (refused) return refused;
  await refreshSegment(deps, input.shop, segment, 'rule');
  return { outcome: 'saved', segmentId: segment.segmentId };
}

async function write(
  { transact, clock }: SaveSegmentDeps,
  input: SaveSegmentInput,
  segment: OwnSegment,
): Promise<Exclude<SaveSegmentResult, { outcome: 'saved' }> | null> {
  const { shopId } = input.shop;
  return transact(async ({ metrics, ownSegments, campaigns }) => {
    // Whoever writes facts now either sees the new rule or is done before its members are read.
    await metrics.lockShop(shopId);
    if (await ownSegments.isNameTaken(shopId, segment.name, input.segmentId)) {
      return { outcome: 'invalid', errors: [{ field: 'name', code: 'taken' }] };
    }
    const at = clock.now();
    if (input.segmentId === null) {
      await ownSegments.insert(shopId, segment, at);
    } else {
      const before = await ownSegments.findForChange(shopId, input.segmentId);
      if (!before) return { outcome: 'not_found' };
      const { expectedUpdatedAt } = input;
      if (expectedUpdatedAt !== null && expectedUpdatedAt !== before.updatedAt.toISOString()) {
        return { outcome: 'changed_meanwhile' };
      }
      await ownSegments.update(shopId, segment, at);
    }
    const detail: { name: string; rule: Rule } = { name: segment.name, rule: segment.rule };
    const subject = `segment ${segment.segmentId}`;
    const entry = { actor: input.actor, action: 'save_segment', subject, detail };
    await campaigns.recordAudit(shopId, entry, at);
    return null;
  });
}

function checkName(name: string): FieldError[] {
  if (name === '') return [{ field: 'name', code: 'empty' }];
  return name.length > MAX_NAME ? [{ field: 'name', code: 'too_long', max: MAX_NAME }] : [];
}

function underRule(error: FieldError): FieldError {
  return { ...error, field: error.field === '' ? 'rule' : `rule.${error.field}` };
}
