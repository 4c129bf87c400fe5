import type { WebhookDelivery } from './webhook-parser.ts';

/** A delivery that waits to be processed. */
export interface InboxRow extends WebhookDelivery {
  webhookId: string;
  attempts: number;
}

export type InboxOutcome =
  | { webhookId: string; state: 'done'; dropBody: boolean }
  | { webhookId: string; state: 'rejected'; reason: string; dropBody: boolean };

/** Webhooks as received. Waits between attempts are technical: they go by the database's clock. */
export interface InboxStore {
  /** False where another worker is at this shop's fresh rows; else held until the transaction ends. */
  takeTurn(shopDomain: string): Promise<boolean>;
  /** Rows that were not attempted yet, oldest first, held until the transaction ends. */
  claimFresh(shopDomain: string, limit: number): Promise<InboxRow[]>;
  /** One row that still waits, held until the transaction ends; null where it is gone or done. */
  claimOne(shopDomain: string, webhookId: string): Promise<InboxRow | null>;
  /** Whether there are rows that were not attempted yet. */
  hasFresh(shopDomain: string): Promise<boolean>;
  /** Ids of rows that failed before and whose wait is over. */
  listRetries(shopDomain: string, limit: number): Promise<string[]>;
  settle(shopDomain: string, outcomes: readonly InboxOutcome[], at: Date): Promise<void>;
  /** Counts an attempt; the row is given up as failed after `maxAttempts`. */
  noteFailure(
    shopDomain: string,
    webhookId: string,
    failure: { error: string; maxAttempts: number },
  ): Promise<void>;
  /** Domains of installed shops with rows that wait longer than they should, or for a retry. */
  listWaitingShops(olderThanMs: number): Promise<string[]>;
  /** A row in whatever state, for a request that must be carried out. */
  read(shopDomain: string, webhookId: string): Promise<InboxRow | null>;
  /** Deletes settled rows older than their shop keeps them, and what no shop will ever claim. */
  expire(now: Date): Promise<number>;
}
