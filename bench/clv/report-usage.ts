import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** What a program took: the most memory at a time, and time of the processor. */
export interface Usage {
  megabytes: number;
  processorSeconds: number;
}

/** Imported before a program: writes its usage into a file at its end. */
const file = process.env.BENCH_USAGE_FILE;
if (file && isMainThread) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const usage: Usage = {
      megabytes: maxRSS / 1024,
      processorSeconds: (userCPUTime + systemCPUTime) / 1e6,
    };
    writeFileSync(file, JSON.stringify(usage));
  });
}
