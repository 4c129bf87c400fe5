import type { CustomerId, OrderId, ShopId } from '#app/domain/ids.ts';
import type { NamedPerson } from './webhook-parser.ts';

/** A request of a compliance topic. Holds no personal data; its inbox row does until it is done. */
export interface PrivacyRequest {
  shopId: ShopId;
  /** The webhook's id. */
  requestId: string;
  topic: string;
  customerId: CustomerId | null;
  receivedAt: Date;
}

export interface PrivacyStore {
  record(request: PrivacyRequest): Promise<void>;
  find(shopId: ShopId, requestId: string): Promise<(PrivacyRequest & { isDone: boolean }) | null>;
  listOpen(): Promise<{ shopId: ShopId; requestId: string }[]>;
  finish(
    shopId: ShopId,
    requestId: string,
    done: { at: Date; result: Record<string, number | string> },
  ): Promise<void>;
  /**
   * Takes out what names the person, for good; sums and amounts stay. Gives how many rows of what
   * were changed, and who was concerned.
   */
  redactCustomer(
    shop: { shopId: ShopId; domain: string },
    request: { person: NamedPerson; orderIds: OrderId[]; at: Date; keepWebhookId: string },
  ): Promise<{ counts: Record<string, number>; customerIds: CustomerId[]; orderIds: OrderId[] }>;
  /** Takes out all of the shop but its ledger, whose members name nobody any more. */
  redactShop(shop: { shopId: ShopId; domain: string }): Promise<Record<string, number>>;
  /** All that is kept about the person, by table, ready to be written as JSON. */
  collect(
    shopId: ShopId,
    request: { person: NamedPerson; orderIds: OrderId[] },
  ): Promise<Record<string, unknown[]>>;
}
