import { toGid } from '#app/domain/ids.ts';
import type { ConsentPort } from '#app/services/ports/consent-port.ts';
import type { AdminClient } from './admin/admin-client.server.ts';
import { unsubscribeEmail } from './operations/customers.ts';
import { isGone, toRefusal } from './user-errors.ts';

/** @param now Shopify's time: it refuses a consent dated in the future */
export function createConsentPort(client: AdminClient, now: () => Date): ConsentPort {
  return {
    async unsubscribe(shop, customerId, at) {
      const saidAt = new Date(Math.min(Date.parse(at), now().getTime()));
      const data = await client.run(shop.domain, unsubscribeEmail, {
        input: {
          customerId: toGid('Customer', customerId),
          emailMarketingConsent: {
            marketingState: 'UNSUBSCRIBED',
            marketingOptInLevel: 'SINGLE_OPT_IN',
            consentUpdatedAt: saidAt.toISOString(),
          },
        },
      });
      const errors = data.customerEmailMarketingConsentUpdate?.userErrors ?? [];
      if (errors.length === 0) return { outcome: 'unsubscribed' };
      return isGone(errors) ? { outcome: 'customer_gone' } : toRefusal(errors);
    },
  };
}
