import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { z } from 'zod';

export const VENDORED_SCHEMA = 'sandbox/shopify/schema/admin_2026-07.json.gz';

const scopeItem = z.object({
  typeName: z.string(),
  fieldName: z.string().optional(),
  /** Any of these is enough. */
  offlineScopes: z.array(z.string()),
});

const schemaFile = z.object({
  data: z.custom<IntrospectionQuery>((value) => typeof value === 'object' && value !== null),
  offline_scopes: z.object({ items: z.array(scopeItem) }),
});

export interface AdminSchema {
  schema: GraphQLSchema;
  scopes: z.infer<typeof scopeItem>[];
}

/** Shopify's introspection result, and the scopes that its types and fields need. */
export function readAdminSchema(path: string = VENDORED_SCHEMA): AdminSchema {
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  const file = schemaFile.parse(JSON.parse(text));
  return { schema: buildClientSchema(file.data), scopes: file.offline_scopes.items };
}
