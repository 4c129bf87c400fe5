import type { GraphqlEngine } from './graphql/engine.ts';
import type { StoreContents } from './model.ts';
import type { Clock } from './state/state.ts';
import type { LocalStore } from './store.ts';
import type { WebhookKnobs } from './webhooks/knobs.ts';
import type { WebhookSender } from './webhooks/sender.ts';
import type { AppConfiguration } from './webhooks/subscriptions.ts';

export interface LocalShopifyLog {
  info(message: string): void;
  warn(message: string): void;
}

export interface LocalShopifyOptions {
  /** 0 picks a free port. */
  port: number;
  /** Where the app listens, e.g. http://127.0.0.1:3000. */
  appUrl: string;
  apiKey: string;
  apiSecret: string;
  /** Null keeps everything in memory. */
  dataDir: string | null;
  /** Called when `dataDir` holds nothing. */
  loadContents: () => StoreContents | Promise<StoreContents>;
  /** Business time. */
  clock: Clock;
  /** Moves business time to `offsetMs` from real time, for everyone. */
  onClockChange?: (offsetMs: number) => Promise<void>;
  /** Path of the app's shopify.app.toml: scopes and webhook subscriptions are read from it. */
  toml: string;
  webhooks?: Partial<WebhookKnobs>;
  /** The Admin API's cost bucket; Shopify's standard is 2000 points, 100 back a second. */
  throttle?: { maximumAvailable: number; restoreRate: number };
  /** Pages, mailbox and shoppers; tests of the API alone leave them out. */
  pages?: boolean;
  /** Where the mailbox listens for SMTP; 0 or absent picks a free port. */
  smtpPort?: number;
  /** Shoppers who keep ordering; absent, nobody comes by themselves. */
  shoppers?: { everyMs: number; seed: string };
  log?: LocalShopifyLog;
}

/** What every part of the local Shopify is given. */
export interface LocalShopifyContext {
  options: LocalShopifyOptions;
  /** http://127.0.0.1:<port>, without a slash at the end. */
  origin: string;
  store: LocalStore;
  webhooks: WebhookSender;
  log: LocalShopifyLog;
  /** Scopes and webhook subscriptions, as the toml says now. */
  configuration: () => AppConfiguration;
  /** Where bulk operations write. */
  resultFolder: string;
  /** Made by the first request to the Admin API. */
  engine: GraphqlEngine | null;
  /** A fresh id token as App Bridge would give the app; valid for 60 seconds. */
  mintSessionToken: (user?: { id: string }) => Promise<string>;
}
