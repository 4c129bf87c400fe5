import { z } from 'zod';
import { fromGid } from '#app/domain/ids.ts';
import { parseMinor } from '#app/domain/money.ts';
import { canonicalInstant } from '#app/domain/versions.ts';

/** A gid as its legacy id. */
export const gidId = z.string().transform((gid, context) => {
  try {
    return fromGid(gid);
  } catch (error) {
    context.addIssue({ code: 'custom', message: String(error) });
    return z.NEVER;
  }
});

export const reference = z.object({ id: gidId }).nullable();

export const instant = z.string().transform(canonicalInstant);

/** Text, with empty text as null, as the webhook parsers have it. */
export const text = z
  .string()
  .nullable()
  .transform((value) => (value?.trim() ? value : null));

export const tags = z
  .array(z.string())
  .transform((list) => list.map((tag) => tag.trim()).filter((tag) => tag !== ''));

export const shopMoney = z.object({ shopMoney: z.object({ amount: z.string() }) });

type ShopMoney = z.infer<typeof shopMoney>;

/** Minor units; 0 where Shopify gives no amount. */
export function minorOf(money: ShopMoney | null | undefined, currency: string): number {
  return money ? parseMinor(money.shopMoney.amount, currency) : 0;
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The nodes of a connection that must have come whole. */
export function wholeConnection<Node extends z.ZodType>(node: Node) {
  return z
    .object({
      nodes: z.array(node),
      pageInfo: z.object({ hasNextPage: z.literal(false) }).optional(),
    })
    .transform((connection) => connection.nodes);
}
