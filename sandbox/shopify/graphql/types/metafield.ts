import { gid, parseGid } from '../../gid.ts';
import { compareDigest, jsonValueOf, metafieldId, resolveNamespace } from '../../metafields.ts';
import type { Metafield } from '../../model.ts';
import { metafieldsOf } from '../../state/state.ts';
import { connect } from '../connection.ts';
import { type Fields, notModelled, stringArgument, stringsArgument, typed } from '../graph.ts';
import { findNode } from '../nodes.ts';

export interface MetafieldSource {
  ownerGid: string;
  field: Metafield;
}

/** `metafield` and `metafields` of a type, by the gid of its objects. */
export function metafieldFieldsOf<Source>(ownerOf: (source: Source) => string): Fields<Source> {
  return {
    metafield: (source, args, graph) => {
      const namespace = resolveNamespace(stringArgument(args, 'namespace'));
      const ownerGid = ownerOf(source);
      const field = metafieldsOf(graph.state, ownerGid).find(
        (each) => each.namespace === namespace && each.key === args.key,
      );
      return field ? { ownerGid, field } : null;
    },
    metafields: (source, args, graph, info) => {
      const ownerGid = ownerOf(source);
      const namespace = stringArgument(args, 'namespace');
      const keys = stringsArgument(args, 'keys');
      const fields = metafieldsOf(graph.state, ownerGid).filter(
        (each) =>
          (namespace === null || each.namespace === resolveNamespace(namespace)) &&
          (keys.length === 0 || keys.includes(`${each.namespace}.${each.key}`)),
      );
      const items = fields.map((field) => {
        const id = metafieldId(ownerGid, field.namespace, field.key);
        return { id, value: id, node: { ownerGid, field } };
      });
      return connect(items, args, graph, info);
    },
  };
}

export const metafieldFields: Fields<MetafieldSource> = {
  id: ({ ownerGid, field }) => gid('Metafield', idOf(ownerGid, field)),
  legacyResourceId: ({ ownerGid, field }) => idOf(ownerGid, field),
  namespace: ({ field }) => field.namespace,
  key: ({ field }) => field.key,
  type: ({ field }) => field.type,
  value: ({ field }) => field.value,
  jsonValue: ({ field }) => jsonValueOf(field.type, field.value),
  compareDigest: ({ field }) => compareDigest(field.value),
  description: () => null,
  sizeInBytes: ({ field }) => Buffer.byteLength(field.value),
  // The store keeps one time per metafield: that of its value.
  createdAt: ({ field }) => field.updatedAt,
  updatedAt: ({ field }) => field.updatedAt,
  ownerType: ({ ownerGid }) => OWNER_TYPES[parseGid(ownerGid)?.type ?? ''] ?? null,
  owner: ({ ownerGid }, _args, graph) => {
    const parsed = parseGid(ownerGid);
    const node = parsed && findNode(graph, parsed.type, parsed.id);
    if (!node) throw notModelled(`Owner ${ownerGid}`);
    return typed(node.typeName, node.source);
  },
};

export const OWNER_TYPES: Record<string, string> = {
  Customer: 'CUSTOMER',
  Order: 'ORDER',
  Product: 'PRODUCT',
  ProductVariant: 'PRODUCTVARIANT',
  Shop: 'SHOP',
  AppInstallation: 'API_PERMISSION',
  DiscountCodeNode: 'DISCOUNT',
};

function idOf(ownerGid: string, field: Metafield): string {
  return metafieldId(ownerGid, field.namespace, field.key);
}
