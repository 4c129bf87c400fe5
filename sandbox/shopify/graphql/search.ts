/** Shopify's search syntax: `status:open AND updated_at:>'2026-01-01' -tag:vip`. */
import { badRequest, notModelled } from './graph.ts';

/** Values of one search field of one object; what is compared depends on `kind`. */
export interface SearchField<T> {
  kind: 'text' | 'id' | 'date' | 'number';
  values: (object: T) => (string | number | null)[];
}

export type SearchFields<T> = { [name: string]: SearchField<T> };

export type Predicate<T> = (object: T) => boolean;

interface Token {
  kind: 'term' | 'and' | 'or' | 'not' | 'open' | 'close';
  text: string;
}

const TOKEN =
  /\s*(?:(\()|(\))|(AND|OR|NOT)(?=[\s(])|(-)(?=[a-z_(])|((?:[a-z_.]+:)?(?:>=|<=|>|<)?(?:"[^"]*"|'[^']*'|[^\s()]+)))/gy;

function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const text = query.trim();
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw badRequest(`Search query not understood at "${text.slice(at)}"`);
    const [, open, close, word, minus, term] = match;
    if (open) tokens.push({ kind: 'open', text: open });
    else if (close) tokens.push({ kind: 'close', text: close });
    else if (minus) tokens.push({ kind: 'not', text: minus });
    else if (word === 'AND') tokens.push({ kind: 'and', text: word });
    else if (word === 'OR') tokens.push({ kind: 'or', text: word });
    else if (word === 'NOT') tokens.push({ kind: 'not', text: word });
    else tokens.push({ kind: 'term', text: term ?? '' });
  }
  return tokens;
}

/** Compiles a query; `bare` decides about terms without a field name. */
export function compileSearch<T>(
  query: string | null,
  fields: SearchFields<T>,
  bare: (object: T) => (string | null)[],
): Predicate<T> {
  if (query === null || query.trim() === '') return () => true;
  const tokens = tokenize(query);
  let at = 0;
  const peek = () => tokens[at]?.kind;

  const any = (): Predicate<T> => {
    let left = all();
    while (peek() === 'or') {
      at += 1;
      const [before, after] = [left, all()];
      left = (object) => before(object) || after(object);
    }
    return left;
  };
  const all = (): Predicate<T> => {
    let left = one();
    while (at < tokens.length && peek() !== 'or' && peek() !== 'close') {
      if (peek() === 'and') at += 1;
      const [before, after] = [left, one()];
      left = (object) => before(object) && after(object);
    }
    return left;
  };
  const one = (): Predicate<T> => {
    const token = tokens[at];
    at += 1;
    if (token?.kind === 'not') {
      const inner = one();
      return (object) => !inner(object);
    }
    if (token?.kind === 'open') {
      const inner = any();
      at += 1;
      return inner;
    }
    if (token?.kind !== 'term') throw badRequest(`Search query not understood: ${query}`);
    return compileTerm(token.text, fields, bare);
  };
  return any();
}

function compileTerm<T>(
  term: string,
  fields: SearchFields<T>,
  bare: (object: T) => (string | null)[],
): Predicate<T> {
  const match = /^([a-z_.]+):(>=|<=|>|<)?(.*)$/s.exec(term);
  if (!match) {
    const wanted = unquote(term).toLowerCase();
    return (object) => bare(object).some((value) => value?.toLowerCase().includes(wanted));
  }
  const [, name = '', comparator = '', rest = ''] = match;
  const field = fields[name];
  if (!field) throw notModelled(`Search field ${name}`);
  const wanted = unquote(rest);
  const test = testFor(field, name, comparator, wanted);
  return (object) => field.values(object).some(test);
}

function unquote(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, '$2');
}

function testFor<T>(
  field: SearchField<T>,
  name: string,
  comparator: string,
  wanted: string,
): (value: string | number | null) => boolean {
  if (field.kind === 'date') return dateTest(name, comparator, wanted);
  if (field.kind === 'id' || field.kind === 'number') {
    const limit = Number(wanted.replace(/^gid:\/\/shopify\/\w+\//, ''));
    if (Number.isNaN(limit)) throw badRequest(`Invalid value for query filter \`${name}\`.`);
    return (value) => value !== null && compares(Number(value), comparator, limit);
  }
  if (wanted === '*') return (value) => value !== null && value !== '';
  const text = wanted.toLowerCase();
  if (text.endsWith('*')) {
    return (value) => value !== null && String(value).toLowerCase().startsWith(text.slice(0, -1));
  }
  return (value) => value !== null && String(value).toLowerCase() === text;
}

function dateTest(
  name: string,
  comparator: string,
  wanted: string,
): (value: string | number | null) => boolean {
  const limit = Date.parse(wanted);
  if (Number.isNaN(limit)) throw badRequest(`Invalid timestamp for query filter \`${name}\`.`);
  const wholeDay = comparator === '' && /^\d{4}-\d{2}-\d{2}$/.test(wanted);
  return (value) => {
    if (value === null) return false;
    const instant = Date.parse(String(value));
    if (wholeDay) return instant >= limit && instant < limit + 86_400_000;
    return compares(instant, comparator, limit);
  };
}

function compares(value: number, comparator: string, limit: number): boolean {
  if (comparator === '>') return value > limit;
  if (comparator === '<') return value < limit;
  if (comparator === '>=') return value >= limit;
  return comparator === '<=' ? value <= limit : value === limit;
}
