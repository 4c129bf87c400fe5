/**
 * The pages of the local Shopify: one entry per folder, each a function from the context to its
 * routes and what it has to close. They are asked in this order, after the APIs.
 */
import { adminFrame } from './admin-frame/routes.ts';
import { appBridge } from './app-bridge/routes.ts';
import type { LocalShopifyContext } from './context.ts';
import { controlPanel } from './control-panel/routes.ts';
import type { Part } from './http.ts';
import { mailbox } from './mailbox/routes.ts';
import { storefront } from './storefront/routes.ts';

export type Page = (context: LocalShopifyContext) => Part | Promise<Part>;

export const pages: Page[] = [appBridge, adminFrame, controlPanel, mailbox, storefront];
