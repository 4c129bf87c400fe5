/** What Shopify's mutations answer where they refuse. */
export interface UserError {
  field?: string[] | null;
  message: string;
  code?: string | null;
}

export interface Refusal {
  outcome: 'refused';
  code: string | null;
  message: string;
}

/** All refusals as one sentence, with the first one's code. */
export function toRefusal(errors: readonly UserError[]): Refusal {
  const message = errors
    .map((error) => (error.field ? `${error.field.join('.')}: ${error.message}` : error.message))
    .join('; ');
  return { outcome: 'refused', code: errors[0]?.code ?? null, message };
}

/** Whether Shopify says that the object is not there (any more). */
export function isGone(errors: readonly UserError[]): boolean {
  return errors.some(
    ({ code, message }) =>
      code === 'NOT_FOUND' || /does not exist|not found|doesn't exist/i.test(message),
  );
}
