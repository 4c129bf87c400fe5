import type { Messages } from '#app/locales/index.ts';
import type { Formats } from '../shared/formats.ts';
import { wordOf } from '../shared/word-of.ts';
import { type CustomersQueryView, type QueryChange, SCORE_NAMES } from './customers-query.ts';

export interface AppliedFilter {
  key: string;
  /** What it narrows to, in words. */
  label: string;
  /** The change that takes it away. */
  clears: QueryChange;
}

/** The filters in force, each with the words of its chip. */
export function listApplied(
  query: CustomersQueryView,
  messages: Messages,
  formats: Formats,
): AppliedFilter[] {
  const { filters } = messages.customers;
  const applied: AppliedFilter[] = [];
  const add = (key: string, label: string, clears: QueryChange) =>
    applied.push({ key, label, clears });
  const either = (from: unknown, to: unknown) => from !== undefined || to !== undefined;
  const show = <Value>(value: Value | undefined, write: (value: Value) => string) =>
    value === undefined ? filters.any : write(value);
  if (query.segment) {
    const name = wordOf(messages.shared.segmentNames, query.segment);
    add('segment', `${filters.segment}: ${name}`, { segment: undefined });
  }
  if (query.group) {
    const { name } = messages.shared.rfmGroups[query.group];
    add('group', `${filters.group}: ${name}`, { group: undefined });
  }
  for (const name of SCORE_NAMES) {
    if (query[name] === undefined) continue;
    add(name, `${filters.scoreNames[name]}: ${query[name]}`, { [name]: undefined });
  }
  if (either(query.orders_min, query.orders_max)) {
    const range = [show(query.orders_min, String), show(query.orders_max, String)] as const;
    add('orders', filters.ordersRange(...range), { orders_min: undefined, orders_max: undefined });
  }
  if (either(query.spent_min, query.spent_max)) {
    const money = (text: string) => formats.currencySymbol + text;
    const range = [show(query.spent_min, money), show(query.spent_max, money)] as const;
    add('spent', filters.spentRange(...range), { spent_min: undefined, spent_max: undefined });
  }
  if (either(query.last_from, query.last_to)) {
    const range = [show(query.last_from, formats.day), show(query.last_to, formats.day)] as const;
    add('last', filters.lastRange(...range), { last_from: undefined, last_to: undefined });
  }
  return applied;
}
