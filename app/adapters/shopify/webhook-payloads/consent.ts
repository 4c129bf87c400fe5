import { z } from 'zod';
import type { ConsentFact } from '#app/domain/facts.ts';
import type { ParsedWebhook } from '#app/services/ports/webhook-parser.ts';
import { changes } from './parsed-webhook.ts';
import { decimalId, instant, readShape, text } from './read-body.ts';

export const consentShape = z.object({
  state: z
    .enum(['not_subscribed', 'pending', 'subscribed', 'unsubscribed', 'redacted', 'invalid'])
    .nullish(),
  consent_updated_at: instant.nullish(),
  consent_collected_from: text,
});

/** Null where nothing was said. */
export function toConsent(
  customerId: string,
  channel: ConsentFact['channel'],
  consent: z.infer<typeof consentShape> | null,
): ConsentFact | null {
  if (!consent?.state) return null;
  return {
    customerId,
    channel,
    state: consent.state,
    updatedAt: consent.consent_updated_at ?? null,
    source: consent.consent_collected_from?.toLowerCase() ?? null,
  };
}

const emailShape = z.object({ customer_id: decimalId, email_marketing_consent: consentShape });

/** customers_email_marketing_consent/update */
export function parseEmailConsent(body: unknown): ParsedWebhook {
  const said = readShape(emailShape, body);
  return consentChange(toConsent(said.customer_id, 'email', said.email_marketing_consent));
}

const smsShape = z.object({ id: decimalId, sms_marketing_consent: consentShape.nullish() });

/** customers_marketing_consent/update */
export function parseSmsConsent(body: unknown): ParsedWebhook {
  const said = readShape(smsShape, body);
  return consentChange(toConsent(said.id, 'sms', said.sms_marketing_consent ?? null));
}

function consentChange(consent: ConsentFact | null): ParsedWebhook {
  return consent ? changes({ type: 'consent', fact: consent }) : { kind: 'nothing' };
}
