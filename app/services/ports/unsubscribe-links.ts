import type { CustomerId, ShopId } from '#app/domain/ids.ts';

/** Whom a link unsubscribes from what. */
export interface UnsubscribeTarget {
  shopId: ShopId;
  customerId: CustomerId;
  channel: 'email';
}

/** Signed links: whoever has one can end the mail to that one person, and do nothing else. */
export interface UnsubscribeLinks {
  /** The absolute address, for a mail. */
  createUrl(target: UnsubscribeTarget): string;
  /** Null where the token is not one of ours, or was changed. */
  read(token: string): Promise<UnsubscribeTarget | null>;
}
