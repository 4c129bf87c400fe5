import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PlainRefusal, say } from './progress.ts';

const KILL_AFTER_MS = 10_000;
const EARLY_DEATHS = 3;
const LONGEST_WAIT_MS = 5_000;

export interface PartOptions {
  name: string;
  /** Arguments of Node: flags and the file. */
  command: string[];
  environment: NodeJS.ProcessEnv;
  logFolder: string;
  /** Told when the part does not come up at all. */
  onHopeless: (refusal: PlainRefusal) => void;
}

export interface Part {
  /** From now on, a death is bad luck and the part is started again for ever. */
  markReady(): void;
  stop(): Promise<void>;
}

/** Starts a process of the app, with its output in a log file, and again when it dies. */
export function startPart(options: PartOptions): Part {
  const { name } = options;
  mkdirSync(options.logFolder, { recursive: true });
  const logFile = path.join(options.logFolder, `${name}.log`);
  const log = createWriteStream(logFile, { flags: 'a' });
  const state = { isStopping: false, isReady: false, deaths: 0 };
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;

  function start(): void {
    child = spawn(process.execPath, ['--import', END_WITH_PARENT, ...options.command], {
      env: options.environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // In a group of its own: Ctrl-C reaches us only, and we stop the parts in order.
      detached: true,
    });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    child.once('exit', onExit);
  }

  function onExit(code: number | null, signal: NodeJS.Signals | null): void {
    if (state.isStopping) return;
    state.deaths += 1;
    if (!state.isReady && state.deaths >= EARLY_DEATHS) {
      options.onHopeless(new PlainRefusal(describeHopeless(name, logFile)));
      return;
    }
    say(`The ${name} process ended (${signal ?? `code ${code}`}); starting it again`);
    timer = setTimeout(start, Math.min(200 * 2 ** state.deaths, LONGEST_WAIT_MS));
  }

  start();
  return {
    markReady: () => {
      state.isReady = true;
      state.deaths = 0;
    },
    stop: async () => {
      state.isStopping = true;
      clearTimeout(timer);
      if (child) await stopProcess(child);
      log.end();
    },
  };
}

const END_WITH_PARENT = new URL('./end-with-parent.mjs', import.meta.url).href;

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  await gone;
  clearTimeout(timer);
}

function describeHopeless(name: string, logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  return `The ${name} process does not start. The end of ${logFile}:\n${lines.slice(-25).join('\n')}`;
}
