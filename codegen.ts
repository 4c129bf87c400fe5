import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { buildClientSchema, printSchema } from 'graphql';

// Shopify's own introspection result of the version that app/adapters/shopify/api-version.ts
// names; the same file is what the local Shopify answers from.
const introspection = JSON.parse(
  gunzipSync(readFileSync('sandbox/shopify/schema/admin_2026-07.json.gz')).toString('utf8'),
);

/** Types of the operations under app/adapters/shopify/operations; run `npm run codegen`. */
const config: CodegenConfig = {
  schema: printSchema(buildClientSchema(introspection.data)),
  documents: 'app/adapters/shopify/operations/*.ts',
  generates: {
    'app/adapters/shopify/generated/admin.ts': {
      plugins: ['typescript-operations'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        skipTypename: true,
        avoidOptionals: { field: true },
        defaultScalarType: 'unknown',
        scalars: {
          DateTime: 'string',
          Decimal: 'string',
          Money: 'string',
          URL: 'string',
          UnsignedInt64: 'string',
          HTML: 'string',
          JSON: 'unknown',
        },
      },
    },
  },
};

export default config;
