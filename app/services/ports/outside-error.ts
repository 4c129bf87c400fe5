/**
 * Something outside failed: Shopify, a mail server, the network. `retryable` says whether the same
 * call may succeed later; `retryAfterMs` how long the other side asked to wait.
 */
export class OutsideError extends Error {
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    options: { retryable: boolean; retryAfterMs?: number | null; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = 'OutsideError';
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
