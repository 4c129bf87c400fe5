import { z } from 'zod';
import { isZone } from '#app/domain/time.ts';
import type { ParsedWebhook } from '#app/services/ports/webhook-parser.ts';
import { readShape } from './read-body.ts';

/** app/uninstalled: carries the shop, of which nothing is needed. */
export function parseUninstalled(body: unknown): ParsedWebhook {
  readShape(z.object({}), body);
  return { kind: 'event', event: { type: 'app-uninstalled' } };
}

const scopesShape = z.object({ current: z.array(z.string()) });

/** app/scopes_update */
export function parseScopes(body: unknown): ParsedWebhook {
  const { current } = readShape(scopesShape, body);
  return { kind: 'event', event: { type: 'scopes-updated', scopes: current.toSorted() } };
}

const profileShape = z.object({
  name: z.string(),
  email: z.string(),
  currency: z.string().length(3),
  iana_timezone: z.string().refine(isZone, 'is no IANA zone').nullish(),
  country_code: z.string().length(2),
});

/** shop/update */
export function parseShop(body: unknown): ParsedWebhook {
  const shop = readShape(profileShape, body);
  return {
    kind: 'event',
    event: {
      type: 'shop-updated',
      profile: {
        name: shop.name,
        email: shop.email,
        currency: shop.currency,
        timezone: shop.iana_timezone ?? null,
        countryCode: shop.country_code,
      },
    },
  };
}

const bulkShape = z.object({ admin_graphql_api_id: z.string(), status: z.string() });

/** bulk_operations/finish */
export function parseBulkOperation(body: unknown): ParsedWebhook {
  const finished = readShape(bulkShape, body);
  return {
    kind: 'event',
    event: {
      type: 'bulk-operation-finished',
      operationGid: finished.admin_graphql_api_id,
      status: finished.status,
    },
  };
}
