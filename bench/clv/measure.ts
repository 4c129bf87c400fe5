import { LIKE_CDNOW, simulatePopulation } from '#app/domain/clv/simulate.ts';
import { timeSteps } from './steps.ts';

export interface Task {
  customers: number;
  timing: 'exact' | 'days';
  rounds: number;
}

export interface Measured {
  /** By round. The first one compiles what later ones find compiled. */
  rounds: ReturnType<typeof timeSteps>[];
  peakMegabytes: number;
}

// A process of its own for each size, so that its peak memory is that size's.
process.once('message', (task: Task) => {
  const summary = simulatePopulation({ ...LIKE_CDNOW, ...task, seed: 1 });
  const rounds = Array.from({ length: task.rounds }, () => timeSteps(summary));
  const measured: Measured = { rounds, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
  process.send?.(measured, () => process.disconnect());
});
