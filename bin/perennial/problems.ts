import { UserError } from './user-error.ts';

const SHOWN = 20;

/** Rows that cannot be read: gathered, so that all can be mended at once. */
export class Problems {
  readonly #file: string;
  readonly #shown: string[] = [];
  #count = 0;

  constructor(file: string) {
    this.#file = file;
  }

  add(line: number, reason: string): void {
    this.#count += 1;
    if (this.#shown.length < SHOWN) this.#shown.push(`${this.#file}:${line}: ${reason}`);
  }

  /** @throws UserError with the first of them, where there is one */
  throwIfAny(): void {
    if (this.#count === 0) return;
    const rows = this.#count === 1 ? 'One row' : `${this.#count} rows`;
    const more = this.#count > SHOWN ? `\n… and ${this.#count - SHOWN} more` : '';
    throw new UserError(`${rows} cannot be read:\n${this.#shown.join('\n')}${more}`);
  }
}
