import { format } from 'node:util';

type Level = 'error' | 'warn';

let said: string[] = [];
let allowed: RegExp[] = [];

/** Says that this test makes the console speak: matching lines do not fail it. */
export function allowConsole(...patterns: RegExp[]): void {
  allowed.push(...patterns);
}

/** Catches console.error and console.warn from now on. */
export function watchConsole(): void {
  for (const level of ['error', 'warn'] satisfies Level[]) {
    console[level] = (...parts: unknown[]) => {
      said.push(`console.${level}: ${format(...parts)}`);
    };
  }
}

/** @returns what was said unexpectedly since the last call. */
export function takeUnexpected(): string[] {
  const unexpected = said.filter((line) => !allowed.some((pattern) => pattern.test(line)));
  said = [];
  allowed = [];
  return unexpected;
}
