import type { ParsedWebhook } from '#app/services/ports/webhook-parser.ts';

export interface WebhookContext {
  /** X-Shopify-Triggered-At, ISO; null where the header was absent. */
  triggeredAt: string | null;
  /** When it happened as well as we know it: triggered, else received. */
  occurredAt: string;
  /** The shop's currency. */
  currency: string;
}

export type WebhookReader = (body: unknown, context: WebhookContext) => ParsedWebhook;

/** A webhook that is nothing but changes of facts. */
export function changes(...list: Extract<ParsedWebhook, { kind: 'changes' }>['changes']) {
  return { kind: 'changes', changes: list } satisfies ParsedWebhook;
}
