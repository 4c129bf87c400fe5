const started = Date.now();

/** One line for the person who watches, with the seconds since the start. */
export function say(text: string): void {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  process.stdout.write(`[${seconds} s] ${text}\n`);
}

/** Stops the demo with a sentence that says what to do; not a bug, so no stack. */
export class PlainRefusal extends Error {}
