import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { z } from 'zod';
import type { LocalShopifyContext } from '../context.ts';

/** Everyone who opens the local admin is this person. */
export const staffMember = {
  id: 90_210_001,
  name: 'Robin Vale',
  firstName: 'Robin',
  lastName: 'Vale',
  email: 'robin@example.com',
  accountAccess: 'Full access',
  accountType: 'regular',
};

export function mintStaffToken(context: LocalShopifyContext): Promise<string> {
  return context.mintSessionToken({ id: String(staffMember.id) });
}

/** The part of the myshopify domain that names the store in the admin's addresses. */
export function shopHandle(context: LocalShopifyContext): string {
  return context.store.shop.domain.replace(/\.myshopify\.com$/, '');
}

/** The admin's address of the store, without a slash at the end. */
export function storeBase(context: LocalShopifyContext): string {
  return `/store/${shopHandle(context)}`;
}

/** The admin's address of the app. */
export function appBase(context: LocalShopifyContext): string {
  return `${storeBase(context)}/apps/${context.options.apiKey}`;
}

const tomlSchema = z.object({
  name: z.string().default('App'),
  access_scopes: z
    .object({ scopes: z.string().default(''), optional_scopes: z.array(z.string()).default([]) })
    .default({ scopes: '', optional_scopes: [] }),
  app_proxy: z
    .object({ url: z.string(), subpath: z.string(), prefix: z.string() })
    .nullable()
    .default(null),
});

export type AppSettings = z.infer<typeof tomlSchema>;

/** The parts of shopify.app.toml that pages show; throws when the file is not a valid one. */
export function readAppSettings(context: LocalShopifyContext): AppSettings {
  return tomlSchema.parse(parse(readFileSync(context.options.toml, 'utf8')));
}
