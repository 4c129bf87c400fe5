import { z } from 'zod';
import { fromGid } from '#app/domain/ids.ts';
import { parseMinor } from '#app/domain/money.ts';
import { canonicalInstant } from '#app/domain/versions.ts';

/** A body that no retry will mend: says what is wrong and where. */
export class UnreadableBody extends Error {}

/** A string, which is left as it is, or a number as JSON writes it. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Escapes that PostgreSQL has no text for: the zero byte, and halves of surrogate pairs. */
const UNKEEPABLE = /\\u(0000|d[89a-f])/i;

function keepable(_key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/**
 * The body as JSON with every number as the text that stood there: ids above 2^53 and amounts
 * survive.
 * @throws UnreadableBody
 */
export function readJson(body: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const quoted = text.replace(STRING_OR_NUMBER, (token) => {
      return token.startsWith('"') ? token : `"${token}"`;
    });
    return JSON.parse(quoted, UNKEEPABLE.test(text) ? keepable : undefined);
  } catch (error) {
    throw new UnreadableBody(`not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * The parts of a value that the schema names; the rest is let go.
 * @throws UnreadableBody naming each path at fault
 */
export function readShape<Shape>(schema: z.ZodType<Shape>, value: unknown): Shape {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the body'}: ${issue.message}`,
  );
  throw new UnreadableBody(faults.join('; '));
}

/** Shopify's ids are 64 bits; what is larger is none. */
const LARGEST_ID = 2n ** 63n - 1n;

function isId(text: string): boolean {
  return /^\d{1,19}$/.test(text) && BigInt(text) <= LARGEST_ID;
}

export const decimalId = z.string().refine(isId, 'is no decimal id');

export const instant = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'is no instant')
  .transform(canonicalInstant);

export const count = z.string().regex(/^\d+$/, 'is no whole number').transform(Number);

/** Text, with empty text as null: Shopify writes either. */
export const text = z
  .string()
  .nullish()
  .transform((value) => (value?.trim() ? value : null));

export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

export const amount = z.string().regex(/^[+-]?\d+(\.\d+)?$/, 'is no decimal amount');

export const moneySet = z.object({
  shop_money: z.object({ amount, currency_code: z.string() }),
  presentment_money: z.object({ amount, currency_code: z.string() }).optional(),
});

/** `"a, b"` or a list. */
export const tagList = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((tags) => {
    const list = typeof tags === 'string' ? tags.split(',') : (tags ?? []);
    return list.map((tag) => tag.trim()).filter((tag) => tag !== '');
  });

export const identified = z.object({
  id: decimalId.nullish(),
  admin_graphql_api_id: z.string().nullish(),
});

/**
 * The legacy id, from the gid where there is one.
 * @throws UnreadableBody where the object has neither
 */
export function idOf(object: z.infer<typeof identified>, path: string): string {
  const gid = object.admin_graphql_api_id;
  if (gid) return legacyId(gid, `${path}admin_graphql_api_id`);
  if (object.id) return object.id;
  throw new UnreadableBody(`${path}id: is missing`);
}

/** @throws UnreadableBody where the text is no gid */
export function legacyId(gid: string, path: string): string {
  try {
    const id = fromGid(gid);
    if (isId(id)) return id;
  } catch {
    // Said below.
  }
  throw new UnreadableBody(`${path}: is no gid: ${gid.slice(0, 100)}`);
}

type MoneySet = z.infer<typeof moneySet> | null | undefined;

/** Minor units in the shop's currency, from the set where there is one; 0 where there is none. */
export function shopMinor(set: MoneySet, plain: string | null | undefined, currency: string) {
  if (set) return parseMinor(set.shop_money.amount, set.shop_money.currency_code);
  return plain ? parseMinor(plain, currency) : 0;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
