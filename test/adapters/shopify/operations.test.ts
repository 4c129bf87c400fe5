import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { getNamedType, parse, TypeInfo, validate, visit, visitWithTypeInfo } from 'graphql';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { BULK_QUERIES } from '#app/adapters/shopify/operations/bulk-queries.ts';
import { adminSchema } from '#sandbox/shopify/graphql/schema.ts';
import { sharedFile } from '../../support/shared-data.ts';
import { type AdminSchema, readAdminSchema } from './admin-schema.ts';
import { readToml } from './read-toml.ts';

const FOLDER = path.resolve('app/adapters/shopify/operations');
const operationShape = z.object({ name: z.string(), text: z.string(), isMutation: z.boolean() });

/** Every operation that any file of the folder exports, and the bulk queries, by name. */
async function collectDocuments(): Promise<Map<string, string>> {
  const documents = new Map<string, string>();
  for (const [name, text] of Object.entries(BULK_QUERIES)) documents.set(`bulk ${name}`, text);
  for (const file of readdirSync(FOLDER)) {
    const exported: Record<string, unknown> = await import(
      pathToFileURL(path.join(FOLDER, file)).href
    );
    for (const value of Object.values(exported)) {
      const operation = operationShape.safeParse(value);
      if (operation.success) documents.set(operation.data.name, operation.data.text);
    }
  }
  return documents;
}

function findFaults(documents: Map<string, string>, { schema }: Pick<AdminSchema, 'schema'>) {
  return [...documents].flatMap(([name, text]) =>
    validate(schema, parse(text)).map((error) => `${name}: ${error.message}`),
  );
}

test('every operation is valid in the API version of the app', async () => {
  const documents = await collectDocuments();
  expect(documents.size).toBeGreaterThanOrEqual(16);
  expect(findFaults(documents, readAdminSchema())).toEqual([]);
});

test('every operation is still valid in the next API version', async () => {
  const next = sharedFile('shopify/schemas/admin_2026-10.json.gz');
  if (!next) return;
  expect(findFaults(await collectDocuments(), readAdminSchema(next))).toEqual([]);
});

/** The scopes of which an operation needs any one, for each type and field it touches. */
function neededScopes(text: string, { schema, scopes }: AdminSchema): string[][] {
  const rules = new Map(
    scopes.map((item) => [
      item.fieldName ? `${item.typeName}.${item.fieldName}` : item.typeName,
      item.offlineScopes,
    ]),
  );
  const needed: string[][] = [];
  const typeInfo = new TypeInfo(schema);
  visit(
    parse(text),
    visitWithTypeInfo(typeInfo, {
      Field() {
        const parent = typeInfo.getParentType()?.name;
        const field = typeInfo.getFieldDef();
        if (!parent || !field) return;
        const type = getNamedType(field.type).name.replace(/Connection$/, '');
        needed.push(rules.get(`${parent}.${field.name}`) ?? [], rules.get(type) ?? []);
      },
    }),
  );
  return needed.filter((scopes) => scopes.length > 0);
}

test('the scopes of the app cover every operation, and none is there for nothing', async () => {
  const admin = readAdminSchema();
  const { access_scopes } = readToml();
  const granted = access_scopes.scopes.split(',');
  const holds = (scope: string) =>
    granted.includes(scope) || granted.includes(scope.replace('read_', 'write_'));
  const used = new Set<string>();
  for (const [name, text] of await collectDocuments()) {
    for (const anyOf of neededScopes(text, admin)) {
      const held = anyOf.filter(holds);
      expect(held.length, `${name} needs one of ${anyOf}`).toBeGreaterThan(0);
      for (const scope of held) used.add(scope);
    }
  }
  // The history beyond 60 days and the app proxy are no fields of the API.
  const beyond = ['read_all_orders', 'write_app_proxy'];
  const unused = granted.filter((scope) => !used.has(scope) && !beyond.includes(scope));
  expect(unused).toEqual([]);
});

test('the local Shopify answers from the same schema', () => {
  const names = Object.keys(adminSchema().schema.getTypeMap());
  expect(names).toEqual(Object.keys(readAdminSchema().schema.getTypeMap()));
});
