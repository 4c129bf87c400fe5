import type { RfmGroup } from '#app/domain/rfm/groups.ts';

export type CustomersSort = 'spent' | 'clv' | 'orders' | 'last-order' | 'name';

/** What the list shows, as its address says it. Amounts are in whole units of the currency. */
export interface CustomersQueryView {
  q?: string | undefined;
  /** A ready segment's key, or the id of one the merchant made. */
  segment?: string | undefined;
  group?: RfmGroup | undefined;
  /** RFM scores, 1 to 5; `value` is the mean of the other two. */
  recency?: number | undefined;
  frequency?: number | undefined;
  monetary?: number | undefined;
  value?: number | undefined;
  orders_min?: number | undefined;
  orders_max?: number | undefined;
  spent_min?: string | undefined;
  spent_max?: string | undefined;
  last_from?: string | undefined;
  last_to?: string | undefined;
  sort: CustomersSort;
  direction: 'ascending' | 'descending';
}

export type QueryChange = Partial<Record<keyof CustomersQueryView, string | number | undefined>>;

export const SCORE_NAMES = ['recency', 'frequency', 'monetary', 'value'] as const;

const FILTERS = [
  'q',
  'segment',
  'group',
  ...SCORE_NAMES,
  'orders_min',
  'orders_max',
  'spent_min',
  'spent_max',
  'last_from',
  'last_to',
] as const;

export function hasFilters(query: CustomersQueryView): boolean {
  return FILTERS.some((name) => query[name] !== undefined);
}

/** Takes every filter away and leaves the sorting. */
export function withoutFilters(): QueryChange {
  return Object.fromEntries(FILTERS.map((name) => [name, undefined]));
}

/** The parameters of another page of the same list. */
export function toSearchParams(query: CustomersQueryView, cursor: string | null): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  if (cursor) parameters.set('cursor', cursor);
  return parameters;
}
