/** Webhook filters: `total_price:>0 AND tags:vip`, over dotted paths of the payload. */
import type { Json, JsonObject } from '../events.ts';

const TERM = /^(-|NOT\s+)?([a-z_][\w.]*):(>=|<=|>|<|)(?:"([^"]*)"|'([^']*)'|(\S+))$/i;

/** True when the payload passes; an empty filter passes everything. */
export function passesFilter(payload: JsonObject, filter: string | null): boolean {
  if (filter === null || filter.trim() === '') return true;
  return splitOutside(filter, 'OR').some((branch) =>
    splitOutside(branch, 'AND').every((term) => passesTerm(payload, term)),
  );
}

function splitOutside(text: string, word: 'AND' | 'OR'): string[] {
  return text
    .split(new RegExp(`\\s+${word}\\s+`))
    .map((part) => part.trim().replace(/^\((.*)\)$/, '$1'))
    .filter((part) => part !== '');
}

function passesTerm(payload: JsonObject, term: string): boolean {
  const match = TERM.exec(term);
  if (!match) throw new Error(`webhook filter term not understood: ${term}`);
  const [, negated, path = '', comparator = '', double, single, bare] = match;
  const wanted = double ?? single ?? bare ?? '';
  const found = valuesAt(payload, path.split('.'));
  const passes = found.some((value) => compares(value, comparator, wanted));
  return negated ? !passes : passes;
}

function valuesAt(value: Json | undefined, path: string[]): Json[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, path));
  const [key, ...rest] = path;
  if (key === undefined) return value === undefined ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return valuesAt(value[key], rest);
}

function compares(value: Json, comparator: string, wanted: string): boolean {
  if (comparator === '') {
    if (wanted === '*') return value !== null;
    return String(value).toLowerCase() === wanted.toLowerCase();
  }
  const order = compareValues(String(value), wanted);
  if (comparator === '>') return order > 0;
  if (comparator === '<') return order < 0;
  return comparator === '>=' ? order >= 0 : order <= 0;
}

function compareValues(left: string, right: string): number {
  const numbers = [Number(left), Number(right)] as const;
  if (!Number.isNaN(numbers[0]) && !Number.isNaN(numbers[1])) return numbers[0] - numbers[1];
  return left < right ? -1 : Number(left > right);
}
