import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { z } from 'zod';

const subscription = z.object({
  topics: z.array(z.string()).default([]),
  compliance_topics: z.array(z.string()).default([]),
  uri: z.string(),
  include_fields: z.array(z.string()).optional(),
  metafields: z.array(z.object({ namespace: z.string(), key: z.string() })).optional(),
});

const tomlShape = z.object({
  client_id: z.string(),
  application_url: z.url(),
  embedded: z.literal(true),
  access_scopes: z.object({
    scopes: z.string(),
    optional_scopes: z.array(z.string()),
    use_legacy_install_flow: z.literal(false),
  }),
  auth: z.object({ redirect_urls: z.array(z.url()) }),
  app_proxy: z.object({ url: z.url(), subpath: z.string(), prefix: z.string() }),
  webhooks: z.object({ api_version: z.string(), subscriptions: z.array(subscription) }),
});

/** shopify.app.toml, with the sections that the app relies on. */
export function readToml() {
  return tomlShape.parse(parse(readTomlText()));
}

export function readTomlText(): string {
  return readFileSync('shopify.app.toml', 'utf8');
}
