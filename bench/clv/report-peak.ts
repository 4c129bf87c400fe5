import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** Imported before a program: writes the most memory that it held, in MB, into a file at its end. */
const file = process.env.BENCH_PEAK_FILE;
if (file && isMainThread) {
  process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS / 1024)));
}
