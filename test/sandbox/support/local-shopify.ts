import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type LocalShopify, type LocalShopifyOptions, startLocalShopify } from '#sandbox/index.ts';
import { NOW, smallStore } from './small-store.ts';

export const ALL_SCOPES =
  'read_all_orders,write_orders,write_customers,write_products,write_discounts,read_returns';

/** A folder that is removed when the test ends; one made outside of a test stays. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'local-shopify-test-'));
  if (expect.getState().currentTestName !== undefined) {
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  }
  return folder;
}

/** A clock that tests set. */
export function movableClock(start = NOW) {
  let instant = new Date(start);
  return {
    now: () => instant,
    advance(milliseconds: number) {
      instant = new Date(instant.getTime() + milliseconds);
    },
  };
}

export interface TomlOptions {
  scopes?: string;
  /** Raw toml after the webhooks' api_version. */
  subscriptions?: string;
}

export function writeToml({ scopes = ALL_SCOPES, subscriptions = '' }: TomlOptions = {}): string {
  const path = join(temporaryFolder(), 'shopify.app.toml');
  const access = `[access_scopes]\nscopes = "${scopes}"\n`;
  writeFileSync(path, `${access}[webhooks]\napi_version = "2026-07"\n${subscriptions}`);
  return path;
}

export const API_KEY = 'test-key';
export const API_SECRET = 'test-secret';

/** A local Shopify without pages, closed when the test ends. */
export async function startShopify(
  change: Partial<LocalShopifyOptions> = {},
): Promise<LocalShopify> {
  const shopify = await startLocalShopify({
    port: 0,
    appUrl: 'http://127.0.0.1:9',
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    dataDir: null,
    loadContents: smallStore,
    clock: movableClock(),
    toml: writeToml(),
    pages: false,
    ...change,
  });
  onTestFinished(() => shopify.close());
  return shopify;
}

const tokenAnswer = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  refresh_token_expires_in: z.number(),
  scope: z.string(),
});

export type TokenAnswer = z.infer<typeof tokenAnswer>;

export async function postToken(
  shopify: LocalShopify,
  fields: Record<string, string>,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${shopify.origin}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: API_KEY, client_secret: API_SECRET, ...fields }),
  });
  return { status: response.status, body: await response.json() };
}

/** Opens the app as the admin does: installs it and returns its tokens. */
export async function install(shopify: LocalShopify): Promise<TokenAnswer> {
  const { body } = await postToken(shopify, {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: await shopify.mintSessionToken(),
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
    expiring: '1',
  });
  return tokenAnswer.parse(body);
}

export function refresh(shopify: LocalShopify, refreshToken: string) {
  return postToken(shopify, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

export function parseTokens(body: unknown): TokenAnswer {
  return tokenAnswer.parse(body);
}

const graphqlAnswer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
  extensions: z
    .object({
      cost: z.object({
        requestedQueryCost: z.number(),
        actualQueryCost: z.number().nullable(),
        throttleStatus: z.object({
          maximumAvailable: z.number(),
          currentlyAvailable: z.number(),
          restoreRate: z.number(),
        }),
      }),
    })
    .optional(),
});

export interface AdminApi {
  shopify: LocalShopify;
  tokens: TokenAnswer;
  run(query: string, variables?: object): Promise<z.infer<typeof graphqlAnswer>>;
}

export async function postGraphql(
  shopify: LocalShopify,
  token: string,
  query: string,
  variables: object = {},
): Promise<Response> {
  return fetch(`${shopify.origin}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
    body: JSON.stringify({ query, variables }),
  });
}

/** An installed app's way to the Admin API. */
export async function openAdminApi(change: Partial<LocalShopifyOptions> = {}): Promise<AdminApi> {
  const shopify = await startShopify(change);
  const tokens = await install(shopify);
  return {
    shopify,
    tokens,
    async run(query, variables) {
      const response = await postGraphql(shopify, tokens.access_token, query, variables);
      return graphqlAnswer.parse(await response.json());
    },
  };
}
