import { z } from 'zod';
import { isZone } from '#app/domain/time.ts';
import type { ParsedWebhook } from '#app/services/ports/webhook-parser.ts';
import { decimalId, readShape } from './read-body.ts';

const shopShape = z.object({ id: decimalId.nullish() });

/** app/uninstalled: carries the shop, of which nothing but its id is needed. */
export function parseUninstalled(body: unknown): ParsedWebhook {
  const { id } = readShape(shopShape, body);
  return { kind: 'event', namedShopId: id ?? null, event: { type: 'app-uninstalled' } };
}

const scopesShape = z.object({ current: z.array(z.string()) });

/** app/scopes_update */
export function parseScopes(body: unknown): ParsedWebhook {
  const { current } = readShape(scopesShape, body);
  return { kind: 'event', event: { type: 'scopes-updated', scopes: current.toSorted() } };
}

const profileShape = z.object({
  id: decimalId.nullish(),
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
    namedShopId: shop.id ?? null,
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
