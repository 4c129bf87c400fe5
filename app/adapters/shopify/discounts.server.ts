import { fromGid, toGid } from '#app/domain/ids.ts';
import { formatMinor } from '#app/domain/money.ts';
import type { Shop } from '#app/domain/shop.ts';
import type {
  BoundCodeSpec,
  DiscountPort,
  FoundDiscount,
  OwnDiscount,
} from '#app/services/ports/discount-port.ts';
import type { AdminClient } from './admin/admin-client.server.ts';
import type {
  DiscountByCodeQuery,
  DiscountCodeBasicInput,
  ListDiscountsQuery,
} from './generated/admin.ts';
import {
  createBoundCode,
  deactivateDiscount,
  deleteDiscount,
  findDiscountByCode,
  listDiscounts,
} from './operations/discounts.ts';
import { isGone, toRefusal, type UserError } from './user-errors.ts';

/** By which our discounts are found again, and a merchant tells them from his own. */
const DISCOUNT_TAG = 'perennial';

/** Discounts with one code each, bound to one customer through `context`. */
export function createDiscountPort(client: AdminClient): DiscountPort {
  return {
    async createBoundCode(shop, spec) {
      const discount = toInput(shop, spec);
      const data = await client.run(shop.domain, createBoundCode, { discount });
      const { codeDiscountNode, userErrors } = mustAnswer(data.discountCodeBasicCreate);
      if (codeDiscountNode) return { outcome: 'created', gid: codeDiscountNode.id };
      return userErrors.some(isTaken) ? { outcome: 'code_taken' } : toRefusal(userErrors);
    },

    async findByCode(shop, code) {
      const { codeDiscountNodeByCode } = await client.run(shop.domain, findDiscountByCode, {
        code,
      });
      return codeDiscountNodeByCode && toFound(codeDiscountNodeByCode, code);
    },

    async *listOwn(shop, endingAfter) {
      const query = `tag:${DISCOUNT_TAG} AND ends_at:>'${endingAfter}'`;
      let after: string | null = null;
      do {
        const data: ListDiscountsQuery = await client.run(shop.domain, listDiscounts, {
          query,
          after,
        });
        const { nodes, pageInfo } = data.codeDiscountNodes;
        yield nodes.flatMap(toOwn);
        after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
      } while (after !== null);
    },

    async deactivate(shop, gid) {
      const data = await client.run(shop.domain, deactivateDiscount, { id: gid });
      const { userErrors } = mustAnswer(data.discountCodeDeactivate);
      const isDone = userErrors.length === 0 || isGone(userErrors);
      return isDone ? { outcome: 'deactivated' } : toRefusal(userErrors);
    },

    async delete(shop, gid) {
      const data = await client.run(shop.domain, deleteDiscount, { id: gid });
      const { userErrors } = mustAnswer(data.discountCodeDelete);
      const isDone = userErrors.length === 0 || isGone(userErrors);
      return isDone ? { outcome: 'deleted' } : toRefusal(userErrors);
    },
  };
}

function toInput(shop: Shop, spec: BoundCodeSpec): DiscountCodeBasicInput {
  const decimal = (minor: number) => formatMinor(minor, shop.currency);
  const { value } = spec;
  return {
    title: spec.title,
    tags: [DISCOUNT_TAG],
    code: spec.code,
    startsAt: spec.startsAt,
    endsAt: spec.endsAt,
    usageLimit: 1,
    appliesOncePerCustomer: true,
    context: { customers: { add: [toGid('Customer', spec.customerId)] } },
    combinesWith: spec.combinesWith,
    customerGets: {
      items: { all: true },
      value:
        value.kind === 'percentage'
          ? { percentage: value.share }
          : {
              discountAmount: { amount: decimal(value.amountMinor), appliesOnEachItem: false },
            },
    },
    ...(spec.minimumSubtotalMinor === null
      ? {}
      : {
          minimumRequirement: {
            subtotal: { greaterThanOrEqualToSubtotal: decimal(spec.minimumSubtotalMinor) },
          },
        }),
  };
}

function isTaken({ code, message }: UserError): boolean {
  return code === 'TAKEN' || /must be unique/i.test(message);
}

type FoundNode = NonNullable<DiscountByCodeQuery['codeDiscountNodeByCode']>;

/** Null for a code of another kind of discount: none of ours. */
function toFound(node: FoundNode, code: string): FoundDiscount | null {
  const discount = node.codeDiscount;
  if (discount.__typename !== 'DiscountCodeBasic') return null;
  const { context } = discount;
  const customers = context.__typename === 'DiscountCustomers' ? context.customers : [];
  return {
    gid: node.id,
    code,
    title: discount.title,
    status: toStatus(discount.status),
    customerIds: customers.map(({ id }) => fromGid(id)),
    startsAt: discount.startsAt,
    endsAt: discount.endsAt,
    usageCount: discount.asyncUsageCount,
  };
}

type ListedNode = ListDiscountsQuery['codeDiscountNodes']['nodes'][number];

function toOwn({ id, codeDiscount }: ListedNode): OwnDiscount[] {
  if (codeDiscount.__typename !== 'DiscountCodeBasic') return [];
  const { title, status, codes } = codeDiscount;
  return codes.nodes.map(({ code }) => ({ gid: id, code, title, status: toStatus(status) }));
}

function toStatus(status: 'ACTIVE' | 'EXPIRED' | 'SCHEDULED'): FoundDiscount['status'] {
  if (status === 'ACTIVE') return 'active';
  return status === 'EXPIRED' ? 'expired' : 'scheduled';
}

/** The schema lets a mutation's payload be null; Shopify then says why in `errors`. */
function mustAnswer<Payload>(payload: Payload | null | undefined): Payload {
  if (payload) return payload;
  throw new Error('A mutation answered neither with a payload nor with an error');
}
