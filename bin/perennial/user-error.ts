/** What the caller can mend: shown as it is, without a stack. */
export class UserError extends Error {
  readonly exitCode: 1 | 2;

  /** @param exitCode 2 where the command line is wrong, 1 where a file is */
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
