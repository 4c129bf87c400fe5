import type { Composition } from '#app/composition.server.ts';
import type { Handlers } from '../runtime.ts';
import { handler as auditCodes } from './audit-codes.ts';
import { handler as decideDue } from './decide-due.ts';
import { handler as expireInbox } from './expire-inbox.ts';
import { handler as fitClv } from './fit-clv.ts';
import { handler as importShop } from './import-shop.ts';
import { handler as performEffects } from './perform-effects.ts';
import { handler as processInbox } from './process-inbox.ts';
import { handler as recomputeShop } from './recompute-shop.ts';
import { handler as reconcileShop } from './reconcile-shop.ts';
import { handler as redact } from './redact.ts';
import { handler as refreshCutoffs } from './refresh-cutoffs.ts';
import { handler as refreshTokens } from './refresh-tokens.ts';
import { handler as settleLedger } from './settle-ledger.ts';
import { handler as sweepDays } from './sweep-days.ts';
import { handler as sweepFits } from './sweep-fits.ts';
import { handler as sweepInbox } from './sweep-inbox.ts';
import { handler as sweepReconcile } from './sweep-reconcile.ts';
import { handler as sweepSegmentTags } from './sweep-segment-tags.ts';
import { handler as writeSegmentTags } from './write-segment-tags.ts';

/** Every job of the catalogue and who does it. */
export function createHandlers(composition: Composition): Handlers {
  return {
    'audit-codes': () => auditCodes(composition),
    'decide-due': () => decideDue(composition),
    'expire-inbox': () => expireInbox(composition),
    'fit-clv': (payload) => fitClv(composition, payload),
    'import-shop': (payload) => importShop(composition, payload),
    'perform-effects': () => performEffects(composition),
    'process-inbox': (payload) => processInbox(composition, payload),
    'recompute-shop': (payload) => recomputeShop(composition, payload),
    'reconcile-shop': (payload) => reconcileShop(composition, payload),
    redact: (payload) => redact(composition, payload),
    'refresh-cutoffs': (payload) => refreshCutoffs(composition, payload),
    'refresh-tokens': () => refreshTokens(composition),
    'settle-ledger': () => settleLedger(composition),
    'sweep-days': () => sweepDays(composition),
    'sweep-fits': () => sweepFits(composition),
    'sweep-inbox': () => sweepInbox(composition),
    'sweep-reconcile': () => sweepReconcile(composition),
    'sweep-segment-tags': () => sweepSegmentTags(composition),
    'write-segment-tags': (payload) => writeSegmentTags(composition, payload),
  };
}
