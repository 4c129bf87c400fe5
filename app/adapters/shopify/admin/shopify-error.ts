import { OutsideError } from '#app/services/ports/outside-error.ts';

export type ShopifyErrorCode =
  /** The cost limit stayed exhausted for as long as we were willing to wait. */
  | 'throttled'
  /** The shop has no usable token: the merchant has to open the app again. */
  | 'needs_reopen'
  /** Shopify did not answer, or answered with an error of its own. */
  | 'unavailable'
  /** A scope or a data protection approval is missing. */
  | 'access_denied'
  /** Shopify refused the request as such; sending it again will not help. */
  | 'refused';

const RETRYABLE: readonly ShopifyErrorCode[] = ['throttled', 'unavailable'];

/** What went wrong between the app and Shopify. The message names the operation, never a token. */
export class ShopifyError extends OutsideError {
  readonly code: ShopifyErrorCode;
  readonly shopDomain: string;

  constructor(
    code: ShopifyErrorCode,
    shopDomain: string,
    message: string,
    options: { retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, { ...options, retryable: RETRYABLE.includes(code) });
    this.name = 'ShopifyError';
    this.code = code;
    this.shopDomain = shopDomain;
  }
}
