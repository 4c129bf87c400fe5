import type { Trigger } from '#app/domain/campaigns/definition.ts';

/** The fixed words of a mail to shoppers; the locales provide them. */
export interface MailWords {
  yourCode: string;
  validUntil(date: string): string;
  minimum(amount: string): string;
  viewProduct: string;
  reasons: Record<Trigger['type'], (shop: string) => string>;
  unsubscribe: string;
  testSubject(subject: string): string;
  testNotice: string;
}
