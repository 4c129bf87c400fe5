import { json } from '@remix-run/node';
import type { z } from 'zod';
import type { Messages } from './locales/index.ts';

type Issue = z.core.$ZodIssue;

/** What a form's action answers: what was done, or what is wrong, by field. */
export type FormAnswer =
  | { ok: true; message: string }
  | { ok: false; message: string; errors: Record<string, string> };

export type ReadForm<Values> =
  | { values: Values; refusal: null }
  | { values: null; refusal: FormAnswer };

/** Reads the JSON body of a form; what is wrong with it comes back by the path of its fields. */
export async function readForm<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  messages: Messages,
): Promise<ReadForm<z.infer<Schema>>> {
  const body = await readJson(request);
  if (body === undefined) return { values: null, refusal: refuse(messages.shared.unreadable) };
  const parsed = schema.safeParse(body, { reportInput: true });
  if (parsed.success) return { values: parsed.data, refusal: null };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    errors[issue.path.join('.')] ??= describeIssue(issue, messages);
  }
  return { values: null, refusal: refuse(messages.shared.notSaved, errors) };
}

export function refuse(message: string, errors: Record<string, string> = {}): FormAnswer {
  return { ok: false, message, errors };
}

async function readJson(request: Request): Promise<unknown> {
  try {
    const text = await request.text();
    // PostgreSQL has no place for this character, neither in text nor in JSON.
    return text.includes('\\u0000') ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The parameters of an address. Those of Shopify's frame and empty ones are left out.
 * @throws a Response (400) that names each parameter that is wrong, and how
 */
export function readQuery<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  messages: Messages,
): z.infer<Schema> {
  const { searchParams } = new URL(request.url);
  const readable = [...searchParams].map(([name, value]) => [name, value.replaceAll('\0', '')]);
  const given = Object.fromEntries(readable.filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given, { reportInput: true });
  if (parsed.success) return parsed.data;
  const { title, parameter } = messages.shared.badAddress;
  const problems = parsed.error.issues.map((issue) =>
    parameter(issue.path.join('.'), describeIssue(issue, messages)),
  );
  throw json({ title, problems }, { status: 400 });
}

/** @throws a Response (404): an id that is malformed, unknown or another shop's */
export function notFound(): never {
  throw json(null, { status: 404 });
}

/** A schema may name one of the sentences as its message, such as `amount`. */
function describeIssue(issue: Issue, { shared: { problems } }: Messages): string {
  if (issue.message === 'amount') return problems.amount;
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return problems.needed;
      if (issue.expected === 'int') return problems.whole;
      return issue.expected === 'number' ? problems.number : problems.text;
    case 'too_small':
      if (issue.origin === 'string') return problems.needed;
      return problems.atLeast(Number(issue.minimum));
    case 'too_big':
      if (issue.origin === 'string') return problems.tooLong(Number(issue.maximum));
      return problems.atMost(Number(issue.maximum));
    case 'invalid_format':
      if (issue.format === 'email') return problems.email;
      return issue.format === 'date' ? problems.date : problems.wrong;
    case 'invalid_value':
      return problems.oneOf(issue.values.map(String).join(', '));
    case 'custom':
      return issue.message ?? problems.wrong;
    default:
      return problems.wrong;
  }
}
