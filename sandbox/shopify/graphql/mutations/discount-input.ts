/** Checks a DiscountCodeBasicInput against Shopify's rules, in Shopify's words. */
import { z } from 'zod';
import { idOf } from '../../gid.ts';
import { parseDecimal } from '../../money.ts';
import type { Discount } from '../../records.ts';
import type { StoreState } from '../../state/state.ts';
import { findDiscountByCode } from '../../verbs/discounts.ts';
import { type UserError, userError } from './user-errors.ts';

const idList = z.array(z.string()).nullish();
const addRemove = z.strictObject({ add: idList, remove: idList }).nullish();

export const discountInputSchema = z.strictObject({
  title: z.string().nullish(),
  code: z.string().nullish(),
  startsAt: z.string().nullish(),
  endsAt: z.string().nullish(),
  usageLimit: z.number().nullish(),
  appliesOncePerCustomer: z.boolean().nullish(),
  recurringCycleLimit: z.number().nullish(),
  tags: z.array(z.string()).nullish(),
  combinesWith: z
    .strictObject({
      orderDiscounts: z.boolean().nullish(),
      productDiscounts: z.boolean().nullish(),
      shippingDiscounts: z.boolean().nullish(),
    })
    .nullish(),
  context: z
    .strictObject({
      all: z.string().nullish(),
      customers: addRemove,
      customerSegments: addRemove,
      markets: z.unknown().optional(),
    })
    .nullish(),
  customerSelection: z
    .strictObject({
      all: z.boolean().nullish(),
      customers: addRemove,
      customerSegments: addRemove,
    })
    .nullish(),
  customerGets: z
    .strictObject({
      value: z
        .strictObject({
          percentage: z.number().nullish(),
          discountAmount: z
            .strictObject({
              amount: z.union([z.string(), z.number()]).nullish(),
              appliesOnEachItem: z.boolean().nullish(),
            })
            .nullish(),
          discountOnQuantity: z.unknown().optional(),
        })
        .nullish(),
      items: z
        .strictObject({
          all: z.boolean().nullish(),
          products: z
            .strictObject({
              productsToAdd: idList,
              productsToRemove: idList,
              productVariantsToAdd: idList,
              productVariantsToRemove: idList,
            })
            .nullish(),
          collections: addRemove,
        })
        .nullish(),
      appliesOnOneTimePurchase: z.literal(true).nullish(),
      appliesOnSubscription: z.literal(false).nullish(),
    })
    .nullish(),
  minimumRequirement: z
    .strictObject({
      subtotal: z
        .strictObject({ greaterThanOrEqualToSubtotal: z.union([z.string(), z.number()]).nullish() })
        .nullish(),
      quantity: z
        .strictObject({ greaterThanOrEqualToQuantity: z.union([z.string(), z.number()]).nullish() })
        .nullish(),
    })
    .nullish(),
});

export type DiscountInput = z.infer<typeof discountInputSchema>;

const ROOT = 'basicCodeDiscount';
const MAX_INT = 2_147_483_647;

/** What is wrong with the input; an update (`existing`) may leave out what it keeps. */
export function discountErrors(
  state: StoreState,
  input: DiscountInput,
  existing: Discount | null,
): UserError[] {
  if (input.context && input.customerSelection) {
    return [
      userError([ROOT, 'context'], 'Only one of context or customerSelection can be provided.'),
    ];
  }
  return [
    ...itemErrors(state, input),
    ...titleErrors(input, existing),
    ...codeErrors(state, input, existing),
    ...dateErrors(input, existing),
    ...limitErrors(input),
    ...valueErrors(state, input),
    ...minimumErrors(state, input),
    ...customerErrors(state, input),
  ];
}

function titleErrors({ title }: DiscountInput, existing: Discount | null): UserError[] {
  if (title === undefined && existing) return [];
  const field = [ROOT, 'title'];
  if (!title || title.trim() === '') return [userError(field, "Title can't be blank", 'BLANK')];
  if (title.length <= 255) return [];
  return [userError(field, 'Title is too long (maximum is 255 characters)', 'TOO_LONG')];
}

function codeErrors(
  state: StoreState,
  { code }: DiscountInput,
  existing: Discount | null,
): UserError[] {
  const field = [ROOT, 'code'];
  if (code === undefined || code === null) {
    return existing ? [] : [userError(field, "Code can't be blank", 'BLANK')];
  }
  const refusal = refuseCode(code);
  if (refusal)
    return [userError(field, `Code ${refusal.message}`.replace('Code Code', 'Code'), refusal.code)];
  const holder = findDiscountByCode(state, code);
  if (holder === null || holder.id === existing?.id) return [];
  return [userError(field, 'Code must be unique. Please try a different code.', 'TAKEN')];
}

/** Why a text cannot be a code at all; null when it can. */
export function refuseCode(code: string): { message: string; code: string } | null {
  if (code === '') return { message: 'is too short (minimum is 1 character)', code: 'TOO_SHORT' };
  if (/[\r\n]/.test(code)) {
    return { message: 'cannot contain newline characters.', code: 'INVALID' };
  }
  if (code.length > 255) {
    return { message: 'is too long (maximum is 255 characters)', code: 'TOO_LONG' };
  }
  return code.trim() === '' ? { message: "can't be blank", code: 'BLANK' } : null;
}

function dateErrors(input: DiscountInput, existing: Discount | null): UserError[] {
  const startsAt = input.startsAt === undefined ? existing?.startsAt : input.startsAt;
  const endsAt = input.endsAt === undefined ? existing?.endsAt : input.endsAt;
  const errors: UserError[] = [];
  if (!startsAt) errors.push(userError([ROOT, 'startsAt'], "Starts at can't be blank", 'BLANK'));
  if (startsAt && endsAt && Date.parse(endsAt) <= Date.parse(startsAt)) {
    errors.push(userError([ROOT, 'endsAt'], 'Ends at needs to be after starts_at'));
  }
  return errors;
}

function limitErrors({ usageLimit, recurringCycleLimit }: DiscountInput): UserError[] {
  const errors: UserError[] = [];
  if (typeof usageLimit === 'number' && usageLimit <= 0) {
    errors.push(
      userError([ROOT, 'usageLimit'], 'Usage limit must be greater than 0', 'GREATER_THAN'),
    );
  }
  const tooMuch = `must be less than or equal to ${MAX_INT}`;
  if ((usageLimit ?? 0) > MAX_INT) {
    errors.push(userError([ROOT, 'usageLimit'], `Usage limit ${tooMuch}`, 'LESS_THAN_OR_EQUAL_TO'));
  }
  if ((recurringCycleLimit ?? 0) > MAX_INT) {
    const field = [ROOT, 'recurringCycleLimit'];
    errors.push(userError(field, `Recurring cycle limit ${tooMuch}`, 'LESS_THAN_OR_EQUAL_TO'));
  }
  return errors;
}

function valueErrors(state: StoreState, { customerGets }: DiscountInput): UserError[] {
  const value = customerGets?.value;
  if (!value) return [];
  const field = [ROOT, 'customerGets', 'value'];
  if (value.discountOnQuantity) {
    const message = 'discountOnQuantity field is only permitted with bxgy discounts.';
    return [userError([...field, 'discountOnQuantity'], message)];
  }
  const { percentage } = value;
  if (typeof percentage === 'number' && !(percentage >= 0 && percentage <= 1)) {
    const message = 'Value must be between 0.0 and 1.0';
    return [userError([...field, 'percentage'], message, 'VALUE_OUTSIDE_RANGE')];
  }
  const amount = value.discountAmount?.amount;
  if (amount === undefined || amount === null) return [];
  const amountField = [...field, 'discountAmount', 'amount'];
  if (/^\d{19,}/.test(String(amount))) {
    // Shopify's own sentence, which names the other end of the range.
    const message = 'Value must be greater than -1000000000000000000';
    return [userError(amountField, message, 'LESS_THAN')];
  }
  const parsed = parseDecimal(String(amount), state.shop.currency);
  if (parsed !== null && parsed > 0) return [];
  const message = 'Value must be less than or equal to 0';
  return [userError(amountField, message, 'LESS_THAN_OR_EQUAL_TO')];
}

function minimumErrors(state: StoreState, { minimumRequirement }: DiscountInput): UserError[] {
  const subtotal = minimumRequirement?.subtotal?.greaterThanOrEqualToSubtotal;
  const quantity = minimumRequirement?.quantity?.greaterThanOrEqualToQuantity;
  const subtotalField = [ROOT, 'minimumRequirement', 'subtotal', 'greaterThanOrEqualToSubtotal'];
  const quantityField = [ROOT, 'minimumRequirement', 'quantity', 'greaterThanOrEqualToQuantity'];
  if (subtotal != null && quantity != null) {
    return [
      userError(
        subtotalField,
        'Minimum subtotal cannot be defined when minimum quantity is.',
        'CONFLICT',
      ),
      userError(
        quantityField,
        'Minimum quantity cannot be defined when minimum subtotal is.',
        'CONFLICT',
      ),
    ];
  }
  if (quantity != null && Number(quantity) >= MAX_INT) {
    return [userError(quantityField, `Minimum quantity must be less than ${MAX_INT}`, 'LESS_THAN')];
  }
  if (subtotal == null) return [];
  const digits = String(subtotal).split('.')[0] ?? '';
  if (digits.length <= 18 && parseDecimal(String(subtotal), state.shop.currency) !== null)
    return [];
  const message = 'Minimum subtotal must be less than 1000000000000000000';
  return [userError(subtotalField, message, 'LESS_THAN')];
}

function itemErrors(state: StoreState, { customerGets }: DiscountInput): UserError[] {
  const items = customerGets?.items;
  if (!items) return [];
  const field = [ROOT, 'customerGets', 'items'];
  const errors: UserError[] = [];
  const collections = items.collections?.add ?? [];
  const products = items.products?.productsToAdd ?? [];
  const variants = items.products?.productVariantsToAdd ?? [];
  if (collections.length > 0 && products.length + variants.length > 0) {
    const message = 'Cannot entitle collections in combination with product variants or products';
    errors.push(userError([...field, 'collections', 'add'], message, 'CONFLICT'));
  }
  for (const id of errors.length === 0 ? collections : []) {
    const message = `Collection with id: ${bare(id)} is invalid`;
    errors.push(userError([...field, 'collections', 'add'], message));
  }
  for (const id of products) {
    if (state.tables.products.get(idOf('Product', id))) continue;
    const message = `Product with id: ${bare(id)} is invalid`;
    errors.push(userError([...field, 'products', 'productsToAdd'], message));
  }
  for (const id of variants) {
    if (state.indexes.productByVariant.first(idOf('ProductVariant', id) ?? '')) continue;
    const message = `Product variant with id: ${bare(id)} is invalid`;
    errors.push(userError([...field, 'products', 'productVariantsToAdd'], message));
  }
  return errors;
}

function customerErrors(state: StoreState, input: DiscountInput): UserError[] {
  const name = input.context ? 'context' : 'customerSelection';
  const chosen = input.context ?? input.customerSelection;
  const customers = (chosen?.customers?.add ?? [])
    .filter((id) => !state.tables.customers.get(idOf('Customer', id)))
    .map((id) =>
      userError([ROOT, name, 'customers', 'add'], `Customer with id: ${bare(id)} is invalid`),
    );
  const segments = (chosen?.customerSegments?.add ?? [])
    .filter((id) => !state.tables.segments.get(idOf('Segment', id)))
    .map((id) =>
      userError([ROOT, name, 'customerSegments', 'add'], `Segment with id: ${bare(id)} is invalid`),
    );
  return [...customers, ...segments];
}

function bare(gidText: string): string {
  return /(\d+)(?:\?.*)?$/.exec(gidText)?.[1] ?? gidText;
}
