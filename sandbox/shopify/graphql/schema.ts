/** Shopify's own Admin schema of 2026-07, with the access scope each type and field asks for. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  buildClientSchema,
  GraphQLError,
  type GraphQLSchema,
  type IntrospectionQuery,
  isScalarType,
  valueFromASTUntyped,
} from 'graphql';
import { z } from 'zod';

export const ADMIN_API_VERSION = '2026-07';

export interface AccessRule {
  /** Any of these is enough; `write_x` stands for `read_x` too. */
  scopes: string[];
  /** Shopify's own sentence. */
  requiredAccess: string;
}

export interface AdminSchema {
  schema: GraphQLSchema;
  /** By `Type` and by `Type.field`; what asks for nothing is absent. */
  access: Map<string, AccessRule>;
}

const scopesSchema = z.object({
  items: z.array(
    z.object({
      typeName: z.string(),
      fieldName: z.string().optional(),
      requiredAccess: z.string(),
      offlineScopes: z.array(z.string()),
    }),
  ),
});

let loaded: AdminSchema | null = null;

/** Built once per process (about 0.4 s), on the first request that needs it. */
export function adminSchema(): AdminSchema {
  loaded ??= loadAdminSchema();
  return loaded;
}

function loadAdminSchema(): AdminSchema {
  const path = new URL(`../schema/admin_${ADMIN_API_VERSION}.json.gz`, import.meta.url);
  const document: { data: IntrospectionQuery; offline_scopes: unknown } = JSON.parse(
    gunzipSync(readFileSync(path)).toString('utf8'),
  );
  const access = new Map<string, AccessRule>();
  for (const item of scopesSchema.parse(document.offline_scopes).items) {
    if (item.offlineScopes.length === 0) continue;
    const key = item.fieldName ? `${item.typeName}.${item.fieldName}` : item.typeName;
    access.set(key, { scopes: item.offlineScopes, requiredAccess: item.requiredAccess });
  }
  const schema = buildClientSchema(document.data, { assumeValid: true });
  checkDateTimes(schema);
  return { schema, access };
}

/** An introspected schema knows its scalars by name only; a wrong instant must not slip through. */
function checkDateTimes(schema: GraphQLSchema): void {
  const type = schema.getType('DateTime');
  if (!isScalarType(type)) throw new Error('the schema has no DateTime');
  const check = (value: unknown): string => {
    if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return value;
    throw new GraphQLError(`invalid DateTime '${String(value)}'`);
  };
  type.parseValue = check;
  type.parseLiteral = (node, variables) => check(valueFromASTUntyped(node, variables));
}
