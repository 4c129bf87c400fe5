import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { measureEndToEnd } from './clv/end-to-end.ts';
import { LIFETIMES_SECONDS } from './clv/lifetimes.ts';
import type { Measured, Task } from './clv/measure.ts';
import { BARE_PASS, STEPS, type Step } from './clv/steps.ts';
import { atEnd } from './support/cleanup.ts';
import { count, milliseconds, print, printTable, say } from './support/report.ts';
import { median } from './support/statistics.ts';

const TIMINGS = { exact: 'at exact moments', days: 'on days' } as const;

/** Fitting and scoring customers like CDNOW's, and the command line from a file of orders on. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      customers: { type: 'string', multiple: true, default: ['2357', '100000', '1000000'] },
      rounds: { type: 'string', default: '5' },
      'end-to-end': { type: 'string', default: '1000000' },
    },
  });
  const sizes = values.customers.map(Number).sort((a, b) => a - b);
  const rounds = Number(values.rounds);
  const endToEnd = Number(values['end-to-end']);
  if (![...sizes, rounds].every((each) => each > 0) || !(endToEnd >= 0)) {
    throw new Error('Options are positive numbers; --end-to-end may be 0.');
  }
  for (const timing of ['exact', 'days'] as const) {
    const bySize = new Map<number, Figures>();
    for (const customers of sizes) {
      const figures = figuresOf(await measure({ customers, timing, rounds }));
      bySize.set(customers, figures);
      printFigures(customers, timing, figures);
    }
    printGrowth(bySize);
  }
  if (endToEnd > 0) await measureEndToEnd(endToEnd, Math.min(rounds, 3));
}

async function measure(task: Task): Promise<Measured> {
  say(`${count(task.customers)} customers who buy ${TIMINGS[task.timing]}, ${task.rounds} rounds`);
  const child = fork(path.join(import.meta.dirname, 'clv/measure.ts'));
  atEnd(() => void child.kill());
  child.send(task);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The measuring process ended with ${code}.`);
  });
  const [measured] = (await Promise.race([once(child, 'message'), ended])) as [Measured];
  ended.catch(() => undefined);
  return measured;
}

interface Figures {
  /** Milliseconds of each step. */
  medians: Record<Step, number>;
  processor: Record<Step, number>;
  firsts: Record<Step, number>;
  pass: number;
  peakMegabytes: number;
}

function figuresOf({ rounds, peakMegabytes }: Measured): Figures {
  const each = (summarise: (step: Step) => number) =>
    Object.fromEntries(STEPS.map((step) => [step, summarise(step)])) as Record<Step, number>;
  return {
    medians: each((step) => median(rounds.map((round) => round[step].milliseconds))),
    processor: each((step) => median(rounds.map((round) => round[step].processorMilliseconds))),
    firsts: each((step) => rounds[0]?.[step].milliseconds ?? Number.NaN),
    pass: median(rounds.map((round) => round[BARE_PASS].milliseconds)),
    peakMegabytes,
  };
}

function printFigures(customers: number, timing: Task['timing'], figures: Figures): void {
  const { medians, processor, firsts, pass, peakMegabytes } = figures;
  print();
  print(
    `${count(customers)} customers who buy ${TIMINGS[timing]}: peak memory ` +
      `${count(peakMegabytes)} MB, a bare pass ${pass.toFixed(3)} ms`,
  );
  const rows = STEPS.map((step) => {
    const time = medians[step];
    const reference = LIFETIMES_SECONDS[step][customers];
    return [
      step,
      milliseconds(time),
      milliseconds(processor[step]),
      milliseconds(firsts[step]),
      count((customers * 1000) / time),
      count(time / pass),
      reference === undefined ? '' : `${reference} s`,
      reference === undefined ? '' : `${count((reference * 1000) / time)} times`,
    ];
  });
  const times = ['median', 'processor', 'first', 'customers/s', 'bare passes'];
  printTable(['step', ...times, 'lifetimes', 'faster'], rows);
}

function printGrowth(bySize: Map<number, Figures>): void {
  const sizes = [...bySize.keys()].slice(-2);
  const [less, more] = sizes.map((size) => bySize.get(size));
  const [few = 0, many = 0] = sizes;
  if (!less || !more) return;
  const growth = STEPS.map((step) => {
    const times = more.medians[step] / less.medians[step] / (many / few);
    return `${step} ${times.toFixed(2)}`;
  });
  print();
  print(`Time per customer at ${count(many)} to that at ${count(few)}: ${growth.join(', ')}`);
}
