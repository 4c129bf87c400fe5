import { z } from 'zod';
import { parseMinor } from '#app/domain/money.ts';
import { RFM_GROUPS } from '#app/domain/rfm/groups.ts';
import { READY_SEGMENT_KEYS } from '#app/domain/segments/ready-segments.ts';

export const CUSTOMERS_PER_PAGE = 50;

const score = z.coerce.number().int().min(1).max(5).optional();
const count = z.coerce.number().int().min(0).max(1_000_000).optional();
/** As the merchant writes it, in whole units of the currency. */
const amount = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,4})?$/, 'amount')
  .optional();
const day = z.iso.date().optional();

/** The parameters of the list's address. */
export const customersQuery = z.object({
  q: z.string().trim().max(200).optional(),
  segment: z.union([z.enum(READY_SEGMENT_KEYS), z.uuid()]).optional(),
  group: z.enum(RFM_GROUPS).optional(),
  recency: score,
  frequency: score,
  monetary: score,
  value: score,
  orders_min: count,
  orders_max: count,
  spent_min: amount,
  spent_max: amount,
  last_from: day,
  last_to: day,
  sort: z.enum(['spent', 'clv', 'orders', 'last-order', 'name']).default('spent'),
  direction: z.enum(['ascending', 'descending']).default('descending'),
  cursor: z.string().max(1_000).optional(),
});

export type CustomersQuery = z.infer<typeof customersQuery>;

/** What the read model is asked, from the parameters of the address. */
export function toListQuery(query: CustomersQuery, currency: string) {
  const minor = (decimal: string) => parseMinor(decimal, currency);
  return {
    filters: {
      ...given('search', query.q),
      ...given('segment', query.segment),
      ...given('rfmGroup', query.group),
      ...given('recencyScore', query.recency),
      ...given('frequencyScore', query.frequency),
      ...given('monetaryScore', query.monetary),
      ...given('valueScore', query.value),
      ...given('minOrders', query.orders_min),
      ...given('maxOrders', query.orders_max),
      ...given('minSpentMinor', query.spent_min && minor(query.spent_min)),
      ...given('maxSpentMinor', query.spent_max && minor(query.spent_max)),
      ...given('lastOrderFrom', query.last_from),
      ...given('lastOrderTo', query.last_to),
    },
    sort: query.sort,
    descending: query.direction === 'descending',
    cursor: query.cursor ?? null,
    limit: CUSTOMERS_PER_PAGE,
  };
}

function given<Key extends string, Value>(
  key: Key,
  value: Value | undefined | '',
): Partial<Record<Key, Value>> {
  const found: Partial<Record<Key, Value>> = {};
  if (value !== undefined && value !== '') found[key] = value;
  return found;
}
