import { GraphQLError } from 'graphql';
import type { Discount, RedeemCodeCreation } from '../../records.ts';
import type { StoreState } from '../../state/state.ts';
import { findDiscountByCode } from '../../verbs/discounts.ts';
import { redeemCodeAddedEvent } from '../../webhooks/discount-payloads.ts';
import { type Fields, gidArgument } from '../graph.ts';
import { refuseCode } from './discount-input.ts';
import { userError } from './user-errors.ts';

const MAX_CODES = 250;
/** Shopify imports in the background: a reader sees `done: false` first. */
const IMPORT_DELAY_MS = 50;

export const redeemCodeMutations: Fields<unknown> = {
  discountRedeemCodeBulkAdd: (_root, args, { state }) => {
    const codes = codesOf(args.codes);
    if (codes.length > MAX_CODES) throw tooMany(codes.length, MAX_CODES);
    const { type, id } = gidArgument(args, 'discountId');
    const discount = type === 'DiscountCodeNode' ? state.tables.discounts.get(id) : undefined;
    if (!discount) {
      const error = userError(['discountId'], 'Code discount does not exist.');
      return { bulkCreation: null, userErrors: [error] };
    }
    if (codes.length === 0) {
      const error = userError(['codes'], "Codes can't be blank", 'BLANK');
      return { bulkCreation: null, userErrors: [error] };
    }
    const creation: RedeemCodeCreation = {
      id: state.nextId(),
      discountId: discount.id,
      codes: codes.map((code) => ({ code, redeemCodeId: null, errors: [] })),
      createdAt: state.timestamp(),
    };
    state.tables.redeemCodeCreations.put(creation);
    setTimeout(() => importCodes(state, creation.id), IMPORT_DELAY_MS);
    return { bulkCreation: structuredClone(creation), userErrors: [] };
  },
};

function codesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map((each: unknown) =>
    typeof each === 'object' && each !== null && 'code' in each ? String(each.code) : '',
  );
}

export function tooMany(size: number, maximum: number): GraphQLError {
  return new GraphQLError(
    `The input array size of ${size} is greater than the maximum allowed of ${maximum}.`,
    { extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' } },
  );
}

/** Finishes a creation; also called at start for those that a restart interrupted. */
export function importCodes(state: StoreState, creationId: string): void {
  const creation = state.tables.redeemCodeCreations.get(creationId);
  const discount = state.tables.discounts.get(creation?.discountId ?? null);
  if (!creation || !discount) return;
  for (const each of creation.codes) {
    if (each.redeemCodeId !== null || each.errors.length > 0) continue;
    const twice = creation.codes.some(
      (other) => other !== each && other.redeemCodeId !== null && other.code === each.code,
    );
    const message = twice
      ? 'Codes must be unique within BulkDiscountCodeCreation'
      : refusalOf(state, each.code);
    if (message) each.errors.push(message);
    else each.redeemCodeId = addCode(state, discount, each.code);
  }
  state.tables.redeemCodeCreations.put(creation);
  state.commit();
}

function refusalOf(state: StoreState, code: string): string | null {
  const refusal = refuseCode(code);
  if (refusal) return refusal.message;
  return findDiscountByCode(state, code) ? 'must be unique. Please try a different code.' : null;
}

function addCode(state: StoreState, discount: Discount, code: string): string {
  const redeemCode = { id: state.nextId(), code, usageCount: 0 };
  discount.codes.push(redeemCode);
  state.tables.discounts.put(discount);
  state.emit(redeemCodeAddedEvent(state, discount, redeemCode));
  return redeemCode.id;
}
