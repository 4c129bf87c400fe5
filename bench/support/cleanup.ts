const steps: (() => Promise<void> | void)[] = [];

/** To be undone at the end of the bench, newest first, also when it fails or is interrupted. */
export function atEnd(step: () => Promise<void> | void): void {
  steps.push(step);
}

let ending: Promise<void> | undefined;

/** Undoes everything once, however often it is asked for. */
export function cleanUp(): Promise<void> {
  ending ??= undoAll();
  return ending;
}

async function undoAll(): Promise<void> {
  for (let step = steps.pop(); step; step = steps.pop()) {
    await Promise.resolve(step()).catch((error: unknown) => {
      process.stderr.write(`While ending: ${error}\n`);
    });
  }
}
