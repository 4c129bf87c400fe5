import { runClv } from './clv.ts';
import { UserError } from './user-error.ts';

const USAGE = `npm run -s perennial -- COMMAND

  clv FILE   customer lifetime value of a store's export; clv --help says more`;

async function run([command, ...args]: string[]): Promise<void> {
  if (command === 'clv') return runClv(args);
  if (command === '--help' || command === '-h') {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const wrong = command === undefined ? 'COMMAND is missing.' : `There is no command "${command}".`;
  throw new UserError(`${wrong}\n\n${USAGE}`, 2);
}

/** Runs a command; a refusal is said on stderr and leaves its exit code. */
export async function main(args: string[]): Promise<void> {
  try {
    await run(args);
  } catch (error) {
    const isPlain = error instanceof UserError;
    const stack = error instanceof Error ? error.stack : error;
    process.stderr.write(`${isPlain ? error.message : stack}\n`);
    process.exitCode = isPlain ? error.exitCode : 1;
  }
}
