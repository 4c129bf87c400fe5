import type { ConsentState } from '#app/domain/facts.ts';
import type { CustomerId, OrderId, ShopId } from '#app/domain/ids.ts';

/** A person as a mail needs them, read at the moment of sending; merges followed. */
export interface Recipient {
  customerId: CustomerId;
  gone: boolean;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  /** BCP 47, such as `pt-BR`. */
  locale: string | null;
  /** IANA zone of the customer, where known. */
  zone: string | null;
  emailConsent: ConsentState;
  emailConsentAt: string | null;
}

export interface OrderSummary {
  name: string;
  /** Title of the line that cost most. */
  firstItem: string;
}

export interface RecipientsStore {
  find(shopId: ShopId, customerId: CustomerId): Promise<Recipient | null>;
  findOrder(shopId: ShopId, orderId: OrderId): Promise<OrderSummary | null>;
}
