import { runClv } from './perennial/clv.ts';
import { UserError } from './perennial/user-error.ts';

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

try {
  await run(process.argv.slice(2));
} catch (error) {
  const isPlain = error instanceof UserError;
  process.stderr.write(
    `${isPlain ? error.message : error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = isPlain ? error.exitCode : 1;
}
