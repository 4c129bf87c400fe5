import { randomUUID } from 'node:crypto';
import type { DataRequestDelivery } from '#app/services/answer-data-request.ts';
import type { MailPort } from '#app/services/ports/mail-port.ts';
import { OutsideError } from '#app/services/ports/outside-error.ts';

/** The words of the mail that answers a data request; the locales provide them. */
export interface DataRequestWords {
  subject(requestId: string): string;
  /** Says what follows and what the owner should do with it. */
  introduction(requestId: string): string;
}

export interface DataRequestDeliveryOptions {
  mail: MailPort;
  mailDomain: string;
  fromName: string;
  words: DataRequestWords;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Mails what is known of a person, as JSON, to the address that the shop's owner has in Shopify. */
export function createDataRequestDelivery(
  options: DataRequestDeliveryOptions,
): DataRequestDelivery {
  const { mail, mailDomain, fromName, words } = options;
  return {
    async deliver(shop, { requestId, json }) {
      const introduction = words.introduction(requestId);
      const sent = await mail.send({
        fromName,
        replyTo: null,
        to: shop.email,
        subject: words.subject(requestId),
        text: `${introduction}\n\n${json}\n`,
        html: `<p>${escapeHtml(introduction)}</p><pre>${escapeHtml(json)}</pre>`,
        messageId: `<data-request-${requestId}-${randomUUID()}@${mailDomain}>`,
        unsubscribeUrl: null,
      });
      if (sent.outcome === 'accepted') return;
      throw new OutsideError(`The answer to data request ${requestId} was not taken`, {
        retryable: true,
      });
    },
  };
}
