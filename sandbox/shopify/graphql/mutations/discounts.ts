import { gid, idOf } from '../../gid.ts';
import { parseDecimal } from '../../money.ts';
import type { Discount, DiscountContext, DiscountItems } from '../../records.ts';
import type { StoreState } from '../../state/state.ts';
import { discountStatus, putDiscount, removeDiscount } from '../../verbs/discounts.ts';
import { type Fields, idArgument, notModelled } from '../graph.ts';
import { second } from '../values.ts';
import { type DiscountInput, discountErrors, discountInputSchema } from './discount-input.ts';
import { type UserError, userError } from './user-errors.ts';

function payload(discount: Discount | null, userErrors: UserError[] = []) {
  return { codeDiscountNode: discount, userErrors };
}

const UNKNOWN = userError(['id'], 'Code discount does not exist.');

export const discountMutations: Fields<unknown> = {
  discountCodeBasicCreate: (_root, args, { state }) => {
    const input = discountInputSchema.parse(args.basicCodeDiscount);
    const errors = discountErrors(state, input, null);
    if (errors.length > 0) return payload(null, errors);
    return payload(putDiscount(state, applyInput(state, input, newDiscount(state)), true));
  },
  discountCodeBasicUpdate: (_root, args, { state }) => {
    const discount = state.tables.discounts.get(idArgument(args, 'id', 'DiscountCodeNode'));
    if (!discount) return payload(null, [userError(['id'], 'Discount does not exist', null)]);
    const input = discountInputSchema.parse(args.basicCodeDiscount);
    if (input.code != null && discount.codes.length > 1) {
      const message = 'Cannot update the code of a bulk discount.';
      return payload(null, [userError(['id'], message, null)]);
    }
    const errors = discountErrors(state, input, discount);
    if (errors.length > 0) return payload(null, errors);
    return payload(putDiscount(state, applyInput(state, input, discount), false));
  },
  discountCodeActivate: (_root, args, { state }) => {
    const discount = state.tables.discounts.get(idArgument(args, 'id', 'DiscountCodeNode'));
    if (!discount) return payload(null, [UNKNOWN]);
    const now = state.clock.now();
    if (discountStatus(discount, now) === 'ACTIVE') return payload(discount);
    if (Date.parse(discount.startsAt) > now.getTime()) discount.startsAt = state.timestamp();
    discount.endsAt = null;
    discount.updatedAt = state.timestamp();
    return payload(putDiscount(state, discount, false));
  },
  discountCodeDeactivate: (_root, args, { state }) => {
    const discount = state.tables.discounts.get(idArgument(args, 'id', 'DiscountCodeNode'));
    if (!discount) return payload(null, [UNKNOWN]);
    const now = state.clock.now();
    if (discountStatus(discount, now) === 'EXPIRED') return payload(discount);
    if (Date.parse(discount.startsAt) > now.getTime()) discount.startsAt = state.timestamp();
    discount.endsAt = state.timestamp();
    discount.updatedAt = state.timestamp();
    return payload(putDiscount(state, discount, false));
  },
  discountCodeDelete: (_root, args, { state }) => {
    const id = idArgument(args, 'id', 'DiscountCodeNode');
    return removeDiscount(state, id)
      ? { deletedCodeDiscountId: gid('DiscountCodeNode', id), userErrors: [] }
      : { deletedCodeDiscountId: null, userErrors: [UNKNOWN] };
  },
};

function newDiscount(state: StoreState): Discount {
  const now = state.timestamp();
  return {
    id: state.nextId(),
    title: '',
    codes: [],
    value: { kind: 'percentage', percentage: 0 },
    items: { kind: 'all' },
    context: { kind: 'all' },
    minimum: null,
    combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
    usageLimit: null,
    appliesOncePerCustomer: false,
    recurringCycleLimit: null,
    tags: [],
    startsAt: now,
    endsAt: null,
    usedBy: [],
    createdAt: now,
    updatedAt: now,
  };
}

/** Overwrites what the input names; the rest stays. */
function applyInput(state: StoreState, input: DiscountInput, discount: Discount): Discount {
  if (input.title) discount.title = input.title;
  if (input.code) applyCode(state, discount, input.code);
  if (input.startsAt) discount.startsAt = second(input.startsAt);
  if (input.endsAt !== undefined) {
    discount.endsAt = input.endsAt === null ? null : second(input.endsAt);
  }
  if (input.usageLimit !== undefined) discount.usageLimit = input.usageLimit;
  if (input.appliesOncePerCustomer != null) {
    discount.appliesOncePerCustomer = input.appliesOncePerCustomer;
  }
  if (input.recurringCycleLimit !== undefined) {
    discount.recurringCycleLimit = input.recurringCycleLimit;
  }
  if (input.tags) discount.tags = input.tags;
  for (const kind of ['orderDiscounts', 'productDiscounts', 'shippingDiscounts'] as const) {
    const combines = input.combinesWith?.[kind];
    if (combines != null) discount.combinesWith[kind] = combines;
  }
  applyValue(state, input, discount);
  discount.items = itemsOf(input, discount.items);
  discount.context = contextOf(input, discount.context);
  applyMinimum(state, input, discount);
  discount.updatedAt = state.timestamp();
  return discount;
}

function applyCode(state: StoreState, discount: Discount, code: string): void {
  const [first] = discount.codes;
  if (first) first.code = code;
  else discount.codes.push({ id: state.nextId(), code, usageCount: 0 });
}

function applyValue(state: StoreState, input: DiscountInput, discount: Discount): void {
  const value = input.customerGets?.value;
  if (value?.percentage != null) {
    discount.value = { kind: 'percentage', percentage: value.percentage };
  }
  const amount = value?.discountAmount?.amount;
  if (amount == null) return;
  discount.value = {
    kind: 'amount',
    amount: parseDecimal(String(amount), state.shop.currency) ?? 0,
    appliesOnEachItem: value?.discountAmount?.appliesOnEachItem ?? false,
  };
}

function applyMinimum(state: StoreState, input: DiscountInput, discount: Discount): void {
  if (input.minimumRequirement === undefined) return;
  const subtotal = input.minimumRequirement?.subtotal?.greaterThanOrEqualToSubtotal;
  const quantity = input.minimumRequirement?.quantity?.greaterThanOrEqualToQuantity;
  discount.minimum = null;
  if (subtotal != null) {
    const amount = parseDecimal(String(subtotal), state.shop.currency) ?? 0;
    discount.minimum = { kind: 'subtotal', amount };
  }
  if (quantity != null) discount.minimum = { kind: 'quantity', quantity: Number(quantity) };
}

function itemsOf(input: DiscountInput, current: DiscountItems): DiscountItems {
  const items = input.customerGets?.items;
  if (!items) return current;
  if (items.all) return { kind: 'all' };
  if (!items.products) return current;
  const before = current.kind === 'products' ? current : { productIds: [], variantIds: [] };
  const { productsToAdd, productsToRemove } = items.products;
  const { productVariantsToAdd, productVariantsToRemove } = items.products;
  return {
    kind: 'products',
    productIds: change(before.productIds, 'Product', productsToAdd, productsToRemove),
    variantIds: change(
      before.variantIds,
      'ProductVariant',
      productVariantsToAdd,
      productVariantsToRemove,
    ),
  };
}

function contextOf(input: DiscountInput, current: DiscountContext): DiscountContext {
  const chosen = input.context ?? input.customerSelection;
  if (!chosen) return current;
  if (chosen.all) return { kind: 'all' };
  if ('markets' in chosen && chosen.markets) throw notModelled('Discount context by markets');
  if (chosen.customers) {
    const before = current.kind === 'customers' ? current.customerIds : [];
    const { add, remove } = chosen.customers;
    return { kind: 'customers', customerIds: change(before, 'Customer', add, remove) };
  }
  if (!chosen.customerSegments) return current;
  const before = current.kind === 'segments' ? current.segmentIds : [];
  const { add, remove } = chosen.customerSegments;
  return { kind: 'segments', segmentIds: change(before, 'Segment', add, remove) };
}

function change(
  current: string[],
  type: string,
  add: string[] | null | undefined,
  remove: string[] | null | undefined,
): string[] {
  const ids = (gids: string[] | null | undefined) =>
    (gids ?? []).flatMap((each) => idOf(type, each) ?? []);
  const gone = ids(remove);
  return [...new Set([...current, ...ids(add)])].filter((id) => !gone.includes(id));
}
