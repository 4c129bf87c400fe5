/** Shopify's refusals: field path, sentence, code. */
export interface UserError {
  field: string[] | null;
  message: string;
  code: string | null;
  extraInfo: null;
}

export function userError(
  field: string[] | null,
  message: string,
  code: string | null = 'INVALID',
): UserError {
  return { field, message, code, extraInfo: null };
}
