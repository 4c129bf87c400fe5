import { z } from 'zod';
import { idOf, parseGid } from '../../gid.ts';
import { compareDigest, definedType, refuseValue, resolveNamespace } from '../../metafields.ts';
import type { Metafield } from '../../model.ts';
import { metafieldsOf, type StoreState } from '../../state/state.ts';
import { setCustomerMetafield } from '../../verbs/customers.ts';
import type { Fields, Graph } from '../graph.ts';
import { findNode } from '../nodes.ts';
import { OWNER_TYPES } from '../types/metafield.ts';
import { tooMany } from './redeem-codes.ts';
import { userError } from './user-errors.ts';

const MAX_METAFIELDS = 25;

const inputSchema = z.strictObject({
  ownerId: z.string(),
  namespace: z.string().nullish(),
  key: z.string(),
  type: z.string().nullish(),
  value: z.string(),
  compareDigest: z.string().nullish(),
});

const identifierSchema = z.strictObject({
  ownerId: z.string(),
  namespace: z.string(),
  key: z.string(),
});

export type MetafieldInput = z.infer<typeof inputSchema>;

export const metafieldMutations: Fields<unknown> = {
  metafieldsSet: (_root, args, graph) => {
    const inputs = z.array(inputSchema).parse(args.metafields);
    if (inputs.length > MAX_METAFIELDS) throw tooMany(inputs.length, MAX_METAFIELDS);
    return setMetafields(graph, inputs);
  },
  metafieldsDelete: (_root, args, graph) => {
    const identifiers = z.array(identifierSchema).parse(args.metafields);
    const deleted = identifiers.map((identifier) => {
      const namespace = resolveNamespace(identifier.namespace);
      const field = fieldOf(graph.state, identifier.ownerId, namespace, identifier.key);
      if (!field) return null;
      writeMetafield(graph.state, identifier.ownerId, { ...field, value: null });
      return { ...identifier, namespace };
    });
    return { deletedMetafields: deleted, userErrors: [] };
  },
};

/** All or nothing, as at Shopify: one refused input and none is written. */
export function setMetafields(graph: Graph, inputs: MetafieldInput[]) {
  const fields = inputs.map((input) => prepareField(graph, input));
  const userErrors = inputs.flatMap((input, at) => {
    const error = refuseInput(graph, input, fields[at]?.type ?? '');
    if (!error) return [];
    const [name, message, code] = error;
    return [{ ...userError(['metafields', String(at), name], message, code), elementIndex: null }];
  });
  if (userErrors.length > 0) return { metafields: [], userErrors };
  inputs.forEach((input, at) => {
    const field = fields[at];
    if (field) writeMetafield(graph.state, input.ownerId, field);
  });
  const metafields = inputs.flatMap((input, at) => {
    const { namespace = '', key = '' } = fields[at] ?? {};
    const field = fieldOf(graph.state, input.ownerId, namespace, key);
    return field ? [{ ownerGid: input.ownerId, field }] : [];
  });
  return { metafields, userErrors: [] };
}

function prepareField(graph: Graph, input: MetafieldInput): Omit<Metafield, 'updatedAt'> {
  const namespace = resolveNamespace(input.namespace ?? null);
  const owner = OWNER_TYPES[parseGid(input.ownerId)?.type ?? '']?.toLowerCase() ?? '';
  const known =
    definedType(graph.context.options.toml, owner, namespace, input.key) ??
    fieldOf(graph.state, input.ownerId, namespace, input.key)?.type;
  return { namespace, key: input.key, type: input.type ?? known ?? '', value: input.value };
}

function refuseInput(
  graph: Graph,
  input: MetafieldInput,
  type: string,
): [field: string, message: string, code: string] | null {
  const parsed = parseGid(input.ownerId);
  if (!parsed || !OWNER_TYPES[parsed.type] || !findNode(graph, parsed.type, parsed.id)) {
    return ['ownerId', 'Owner does not exist.', 'INVALID'];
  }
  if (type === '') return ['type', "Type can't be blank", 'BLANK'];
  if (input.value === '') return ['value', 'may not be empty', 'BLANK'];
  const refusal = refuseValue(type, input.value);
  if (refusal) return ['value', refusal, 'INVALID_VALUE'];
  if (input.compareDigest === undefined) return null;
  const current = fieldOf(
    graph.state,
    input.ownerId,
    resolveNamespace(input.namespace ?? null),
    input.key,
  );
  const digest = current ? compareDigest(current.value) : null;
  if (digest === input.compareDigest) return null;
  const message =
    'The resource has been updated since it was loaded. Try again with an updated ' +
    '`compareDigest` value.';
  return ['compareDigest', message, 'STALE_OBJECT'];
}

function fieldOf(
  state: StoreState,
  ownerGid: string,
  namespace: string,
  key: string,
): Metafield | undefined {
  return metafieldsOf(state, ownerGid).find(
    (each) => each.namespace === namespace && each.key === key,
  );
}

function writeMetafield(
  state: StoreState,
  ownerGid: string,
  field: Omit<Metafield, 'updatedAt' | 'value'> & { value: string | null },
): void {
  const customerId = idOf('Customer', ownerGid);
  if (customerId !== null) {
    setCustomerMetafield(state, customerId, field);
    return;
  }
  const id = `${ownerGid} ${field.namespace}.${field.key}`;
  if (field.value === null) state.tables.metafields.remove(id);
  else {
    const { namespace, key, type, value } = field;
    const updatedAt = state.timestamp();
    state.tables.metafields.put({ id, ownerId: ownerGid, namespace, key, type, value, updatedAt });
  }
}
