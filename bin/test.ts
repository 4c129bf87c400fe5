import { spawn } from 'node:child_process';
import path from 'node:path';
import { findChromium } from './chromium.ts';

// Prepared here and not in a test, so that nobody waits for a silent first run.
const chromium = await findChromium((text) => process.stdout.write(`${text}\n`));
process.stdout.write(`Browser: ${chromium.executablePath}\n`);

const root = path.resolve(import.meta.dirname, '..');
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
const child = spawn(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.on('SIGINT', () => undefined).on('SIGTERM', () => child.kill('SIGTERM'));
child.once('exit', (code) => process.exit(code ?? 1));
