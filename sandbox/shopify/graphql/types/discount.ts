import { gid } from '../../gid.ts';
import type { Discount, RedeemCode, RedeemCodeCreation } from '../../records.ts';
import { sum } from '../../totals.ts';
import { discountStatus } from '../../verbs/discounts.ts';
import { connect } from '../connection.ts';
import { type Fields, type Graph, typed } from '../graph.ts';
import type { Listing } from '../listing.ts';
import { exactCount, moneyV2, second } from '../values.ts';
import { discountSummary } from './discount-summary.ts';
import { metafieldFieldsOf } from './metafield.ts';

export const discountListing: Listing<Discount> = {
  table: ({ state }) => state.tables.discounts,
  sortKeys: {
    CREATED_AT: (discount) => second(discount.createdAt),
    UPDATED_AT: (discount) => second(discount.updatedAt),
    STARTS_AT: (discount) => second(discount.startsAt),
    ENDS_AT: (discount) => second(discount.endsAt),
    TITLE: (discount) => discount.title.toLowerCase(),
  },
  searchFields: {
    id: { kind: 'id', values: ({ id }) => [id] },
    title: { kind: 'text', values: ({ title }) => [title] },
    code: { kind: 'text', values: ({ codes }) => codes.map(({ code }) => code) },
    tag: { kind: 'text', values: ({ tags }) => tags },
    created_at: { kind: 'date', values: ({ createdAt }) => [createdAt] },
    updated_at: { kind: 'date', values: ({ updatedAt }) => [updatedAt] },
    starts_at: { kind: 'date', values: ({ startsAt }) => [startsAt] },
    ends_at: { kind: 'date', values: ({ endsAt }) => [endsAt] },
    times_used: { kind: 'number', values: (discount) => [usageCount(discount)] },
  },
  bareText: ({ title, codes }) => [title, ...codes.map(({ code }) => code)],
  cache: new WeakMap(),
};

function usageCount(discount: Discount): number {
  return sum(discount.codes.map((code) => code.usageCount));
}

export const discountCodeNodeFields: Fields<Discount> = {
  ...metafieldFieldsOf<Discount>(({ id }) => gid('DiscountCodeNode', id)),
  id: ({ id }) => gid('DiscountCodeNode', id),
  codeDiscount: (discount) => typed('DiscountCodeBasic', discount),
};

export const discountCodeBasicFields: Fields<Discount> = {
  title: ({ title }) => title,
  status: (discount, _args, { state }) => discountStatus(discount, state.clock.now()),
  summary: (discount, _args, { state }) => discountSummary(discount, state.shop.currency),
  shortSummary: (discount, _args, { state }) => discountSummary(discount, state.shop.currency),
  startsAt: ({ startsAt }) => startsAt,
  endsAt: ({ endsAt }) => endsAt,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  usageLimit: ({ usageLimit }) => usageLimit,
  appliesOncePerCustomer: ({ appliesOncePerCustomer }) => appliesOncePerCustomer,
  recurringCycleLimit: ({ recurringCycleLimit }) => recurringCycleLimit,
  asyncUsageCount: usageCount,
  combinesWith: ({ combinesWith }) => combinesWith,
  discountClasses: ({ items }) => [items.kind === 'all' ? 'ORDER' : 'PRODUCT'],
  discountClass: ({ items }) => (items.kind === 'all' ? 'ORDER' : 'PRODUCT'),
  hasTimelineComment: () => false,
  tags: ({ tags }) => tags,
  codesCount: ({ codes }) => exactCount(codes.length),
  codes: ({ codes }, args, graph, info) => connect(codes.map(codeItem), args, graph, info),
  context: contextOf,
  customerGets: (discount) => discount,
  minimumRequirement: ({ minimum }, _args, { state }) => {
    if (minimum === null) return null;
    if (minimum.kind === 'quantity') {
      return typed('DiscountMinimumQuantity', {
        greaterThanOrEqualToQuantity: String(minimum.quantity),
      });
    }
    return typed('DiscountMinimumSubtotal', {
      greaterThanOrEqualToSubtotal: moneyV2(minimum.amount, state.shop.currency),
    });
  },
};

function codeItem(code: RedeemCode) {
  return { id: code.id, value: code.id.padStart(20, '0'), node: code };
}

function contextOf({ context }: Discount, _args: unknown, { state }: Graph) {
  if (context.kind === 'all') return typed('DiscountBuyerSelectionAll', { all: 'ALL' });
  if (context.kind === 'segments') {
    const segments = context.segmentIds.flatMap((id) => state.tables.segments.get(id) ?? []);
    return typed('DiscountCustomerSegments', { segments });
  }
  const customers = context.customerIds.flatMap((id) => state.tables.customers.get(id) ?? []);
  return typed('DiscountCustomers', { customers });
}

export const discountCustomerGetsFields: Fields<Discount> = {
  appliesOnOneTimePurchase: () => true,
  appliesOnSubscription: () => false,
  value: ({ value }, _args, { state }) =>
    value.kind === 'percentage'
      ? typed('DiscountPercentage', { percentage: value.percentage })
      : typed('DiscountAmount', {
          amount: moneyV2(value.amount, state.shop.currency),
          appliesOnEachItem: value.appliesOnEachItem,
        }),
  items: (discount) =>
    discount.items.kind === 'all'
      ? typed('AllDiscountItems', { allItems: true })
      : typed('DiscountProducts', discount),
};

export const discountProductsFields: Fields<Discount> = {
  products: ({ items }, args, graph, info) => {
    const ids = items.kind === 'all' ? [] : items.productIds;
    const nodes = ids.flatMap((id) => graph.state.tables.products.get(id) ?? []);
    const found = nodes.map((node) => ({ id: node.id, value: node.id.padStart(20, '0'), node }));
    return connect(found, args, graph, info);
  },
};

export const redeemCodeFields: Fields<RedeemCode> = {
  id: ({ id }) => gid('DiscountRedeemCode', id),
  code: ({ code }) => code,
  asyncUsageCount: ({ usageCount: used }) => used,
};

export const redeemCodeCreationFields: Fields<RedeemCodeCreation> = {
  id: ({ id }) => gid('DiscountRedeemCodeBulkCreation', id),
  createdAt: ({ createdAt }) => createdAt,
  done: ({ codes }) => codes.every(isImported),
  codesCount: ({ codes }) => codes.length,
  importedCount: ({ codes }) => codes.filter((each) => each.redeemCodeId !== null).length,
  failedCount: ({ codes }) => codes.filter((each) => each.errors.length > 0).length,
  discountCode: ({ discountId }, _args, { state }) =>
    state.tables.discounts.get(discountId) ?? null,
  codes: (creation, args, graph, info) => {
    const discount = graph.state.tables.discounts.get(creation.discountId);
    const items = creation.codes.map((each, at) => ({
      id: String(at + 1),
      value: String(at).padStart(6, '0'),
      node: {
        code: each.code,
        discountRedeemCode: discount?.codes.find(({ id }) => id === each.redeemCodeId) ?? null,
        errors: each.errors.map((message) => ({
          field: ['code'],
          message,
          code: null,
          extraInfo: null,
        })),
      },
    }));
    return connect(items, args, graph, info);
  },
};

function isImported(each: RedeemCodeCreation['codes'][number]): boolean {
  return each.redeemCodeId !== null || each.errors.length > 0;
}
