#!/usr/bin/env node
// Sets up what is missing, then runs a command with the project's own Node. Plain JavaScript
// without dependencies: it is the one file that has to run on a fresh clone with Node 20.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = path.join(root, 'node_modules', '.bin');
const node = path.join(bin, process.platform === 'win32' ? 'node.cmd' : 'node');
const started = Date.now();

/** What each command needs and runs, one step after the other. */
const COMMANDS = {
  demo: { needs: ['client', 'build'], steps: (args) => [['bin/demo.ts', ...args]] },
  dev: { needs: ['client'], steps: (args) => [['bin/demo.ts', '--reload', ...args]] },
  test: { needs: ['client', 'build'], steps: (args) => [['bin/test.ts', ...args]] },
  validate: {
    needs: ['client', 'build'],
    steps: () => [[tool('biome'), 'check', '.'], [tool('tsc'), '--noEmit'], ['bin/test.ts']],
  },
  build: { needs: ['client'], steps: () => [], always: buildPages },
  setup: { needs: ['client', 'build'], steps: () => [] },
  bench: { needs: ['client', 'build'], steps: (args) => [['bench/run.ts', ...args]] },
  perennial: {
    needs: [],
    steps: (args) => [[path.join(root, 'bin', 'perennial.ts'), ...args]],
    // Its files are named from where npm was called.
    cwd: process.env.INIT_CWD,
  },
};

/** Progress goes to stderr: stdout belongs to the command. */
function say(text) {
  const seconds = ((Date.now() - started) / 1000).toFixed(0).padStart(3);
  process.stderr.write(`[${seconds} s] ${text}\n`);
}

function tool(name) {
  return path.join(bin, name);
}

function environment() {
  return {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    PRISMA_SKIP_POSTINSTALL_GENERATE: '1',
  };
}

/** Runs quietly; everything that was said is shown when it fails. */
async function runQuietly(what, command, args, extra = {}) {
  say(`${what} …`);
  const began = Date.now();
  const child = spawn(command, args, {
    cwd: root,
    env: { ...environment(), ...extra },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  const ticking = setInterval(() => say(`${what}, still at it …`), 10_000);
  const code = await ended(child);
  clearInterval(ticking);
  if (code !== 0) {
    process.stderr.write(said);
    say(`${what}: failed (${path.basename(command)} ${args.join(' ')})`);
    process.exit(1);
  }
  say(`${what}: done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

function ended(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(127);
    });
    child.once('close', (code, signal) => resolve(signal ? 128 : code));
  });
}

/** Hands over the terminal. Ctrl-C reaches the command as well: we wait for it to end. */
async function runCommand(command, args, cwd = root) {
  const child = spawn(command, args, { cwd, env: environment(), stdio: 'inherit' });
  const ignore = () => {};
  const forward = () => child.kill('SIGTERM');
  process.on('SIGINT', ignore).on('SIGTERM', forward);
  const code = await ended(child);
  process.off('SIGINT', ignore).off('SIGTERM', forward);
  return code;
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function listFiles(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true }).map((entry) => path.join(folder, entry));
  return entries.filter((entry) => statSync(entry).isFile()).sort();
}

function stampFile(name) {
  return path.join(root, '.cache', `${name}.stamp`);
}

function isFresh(name, hash) {
  const file = stampFile(name);
  return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

function stamp(name, hash) {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  writeFileSync(stampFile(name), hash);
}

const lockFile = path.join(root, 'package-lock.json');

async function installDependencies() {
  const hash = hashOf([lockFile]);
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  if (existsSync(node) && isFresh('dependencies', hash)) return;
  // Someone ran `npm ci` by hand: as good as ours when it is newer than the lock.
  const isNewer =
    existsSync(node) &&
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(lockFile).mtimeMs;
  if (!isNewer) {
    const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    await runQuietly('Installing dependencies (a minute or two at the first time)', 'npm', flags);
  }
  if (!existsSync(node)) {
    say('npm did not install Node 24: its install script was not allowed to run.');
    say('Allow it (npm install-scripts approve node) and try again.');
    process.exit(1);
  }
  stamp('dependencies', hash);
}

async function generateClient() {
  const schema = path.join(root, 'prisma', 'schema.prisma');
  const generated = path.join(root, 'app', 'adapters', 'db', 'generated');
  const hash = hashOf([schema, lockFile]);
  if (existsSync(generated) && isFresh('client', hash)) return;
  await runQuietly('Generating the database client', tool('prisma'), ['generate']);
  stamp('client', hash);
}

function pageSources() {
  const generated = path.join(root, 'app', 'adapters', 'db', 'generated');
  const files = ['app', 'public'].flatMap((folder) => listFiles(path.join(root, folder)));
  const sources = files.filter((file) => !file.startsWith(generated));
  return [...sources, path.join(root, 'vite.config.ts'), lockFile];
}

async function buildPages() {
  const hash = hashOf(pageSources());
  const settings = { NODE_ENV: 'production' };
  await runQuietly('Building the pages', tool('remix'), ['vite:build'], settings);
  stamp('build', hash);
}

async function buildPagesWhenChanged() {
  const built = existsSync(path.join(root, 'build', 'server', 'index.js'));
  if (built && isFresh('build', hashOf(pageSources()))) return;
  await buildPages();
}

const NEEDS = { client: generateClient, build: buildPagesWhenChanged };

const [name = '', ...args] = process.argv.slice(2);
const chosen = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (!chosen) {
  say(`Usage: node bin/bootstrap.mjs <${Object.keys(COMMANDS).join('|')}> [arguments]`);
  process.exit(2);
}
await installDependencies();
for (const need of chosen.needs) await NEEDS[need]();
await chosen.always?.();
for (const [file, ...rest] of chosen.steps(args)) {
  const isScript = file.endsWith('.ts');
  // The local Shopify strips types for the browser, which Node still calls an experiment.
  const scriptArgs = ['--disable-warning=ExperimentalWarning', file, ...rest];
  const code = await runCommand(isScript ? node : file, isScript ? scriptArgs : rest, chosen.cwd);
  if (code !== 0) process.exit(code);
}
