/** What is wrong with one field; the sentence for each code stands in the locales. */
export type FieldProblem =
  | { code: 'missing' }
  | { code: 'not_a_number' }
  | { code: 'not_whole' }
  | { code: 'out_of_range'; min: number; max: number }
  | { code: 'not_text' }
  | { code: 'empty' }
  | { code: 'too_long'; max: number }
  | { code: 'not_true_or_false' }
  | { code: 'not_a_list' }
  | { code: 'not_an_object' }
  | { code: 'not_one_of'; allowed: readonly string[] }
  | { code: 'bad_pattern'; expected: string }
  | { code: 'not_for_play' }
  | { code: 'bad_template'; detail: string }
  | { code: 'too_deep'; max: number }
  | { code: 'too_many'; max: number }
  | { code: 'before_start' }
  | { code: 'taken' };

export type FieldError = { field: string } & FieldProblem;

/**
 * Reads unknown JSON field by field and collects every problem with the path of its field, so that
 * a form shows all of them at once. A read that fails returns a value that is never used: the
 * caller throws the whole away when there are errors.
 */
export interface FieldReader {
  at(key: string): FieldReader;
  items(max: number): FieldReader[];
  isNull(): boolean;
  number(range: { min: number; max: number; whole?: boolean }): number;
  text(limits: { max: number; allowEmpty?: boolean; pattern?: RegExp; expected?: string }): string;
  flag(): boolean;
  oneOf<Option extends string>(options: readonly Option[]): Option | null;
  reject(problem: FieldProblem): void;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A reader of `value`, which adds what is wrong to `errors`. */
export function createFieldReader(value: unknown, errors: FieldError[], field = ''): FieldReader {
  const reject = (problem: FieldProblem) => {
    errors.push({ field, ...problem });
  };
  const inside = (key: string | number) => (field ? `${field}.${key}` : String(key));
  return {
    reject,
    isNull: () => value === null || value === undefined,
    at(key) {
      if (!isRecord(value)) {
        if (!errors.some((error) => error.field === field)) {
          reject({ code: value === undefined ? 'missing' : 'not_an_object' });
        }
        return createFieldReader(undefined, [], inside(key));
      }
      return createFieldReader(value[key], errors, inside(key));
    },
    items(max) {
      if (!Array.isArray(value)) {
        reject({ code: value === undefined ? 'missing' : 'not_a_list' });
        return [];
      }
      if (value.length > max) reject({ code: 'too_long', max });
      return value.map((item, index) => createFieldReader(item, errors, inside(index)));
    },
    number: (range) => readNumber(value, range, reject),
    text: (limits) => readText(value, limits, reject),
    flag() {
      if (typeof value === 'boolean') return value;
      reject({ code: value === undefined ? 'missing' : 'not_true_or_false' });
      return false;
    },
    oneOf(options) {
      const found = options.find((option) => option === value);
      if (found === undefined) {
        reject(
          value === undefined ? { code: 'missing' } : { code: 'not_one_of', allowed: options },
        );
      }
      return found ?? null;
    },
  };
}

function readNumber(
  value: unknown,
  range: { min: number; max: number; whole?: boolean },
  reject: (problem: FieldProblem) => void,
): number {
  if (value === undefined || value === null) {
    reject({ code: 'missing' });
  } else if (typeof value !== 'number' || !Number.isFinite(value)) {
    reject({ code: 'not_a_number' });
  } else if (range.whole && !Number.isInteger(value)) {
    reject({ code: 'not_whole' });
  } else if (value < range.min || value > range.max) {
    reject({ code: 'out_of_range', min: range.min, max: range.max });
  } else {
    return value;
  }
  return 0;
}

function readText(
  value: unknown,
  limits: { max: number; allowEmpty?: boolean; pattern?: RegExp; expected?: string },
  reject: (problem: FieldProblem) => void,
): string {
  if (value === undefined || value === null) {
    reject({ code: 'missing' });
    return '';
  }
  if (typeof value !== 'string') {
    reject({ code: 'not_text' });
    return '';
  }
  if (!limits.allowEmpty && value.trim() === '') reject({ code: 'empty' });
  if (value.length > limits.max) reject({ code: 'too_long', max: limits.max });
  if (limits.pattern && !limits.pattern.test(value)) {
    reject({ code: 'bad_pattern', expected: limits.expected ?? '' });
  }
  return value;
}
