import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Figures go to stdout, progress to stderr. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

export function say(text: string): void {
  process.stderr.write(`… ${text}\n`);
}

/** What a figure means nothing without: cores, and how busy they were before. */
export function describeMachine(): string {
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const load = loadavg()[0]?.toFixed(1);
  return (
    `${availableParallelism()} cores (${model}), ${memory} GB, Node ${process.versions.node}, ` +
    `${new Date().toISOString().slice(0, 10)}, load before ${load}`
  );
}

/** Columns padded to their widest cell, the first one to the left, the others to the right. */
export function printTable(head: string[], rows: string[][]): void {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  for (const row of all) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    print(cells.join('  '));
  }
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : count(value)} ms`;
}
