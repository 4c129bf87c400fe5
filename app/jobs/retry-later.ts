/**
 * Thrown by a handler that cannot go on now through nobody's fault: the shop is being worked on,
 * the API is throttled. The job is delayed and no attempt is counted.
 */
export class RetryLater extends Error {
  readonly delayMs: number;

  constructor(delayMs: number, reason = 'asked to wait') {
    super(reason);
    this.name = 'RetryLater';
    this.delayMs = delayMs;
  }
}
