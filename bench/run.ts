import { cleanUp } from './support/cleanup.ts';
import { describeMachine, print } from './support/report.ts';

const BENCHES = {
  intake: () => import('./intake.ts'),
  import: () => import('./import.ts'),
  'order-to-score': () => import('./order-to-score.ts'),
  rescore: () => import('./rescore.ts'),
  segments: () => import('./segments.ts'),
  clv: () => import('./clv.ts'),
};

function isBench(name: string): name is keyof typeof BENCHES {
  return Object.hasOwn(BENCHES, name);
}

const [name = '', ...args] = process.argv.slice(2);
if (!isBench(name)) {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(BENCHES).join(' | ')} [options]\n`);
  process.exit(2);
}
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => void cleanUp().then(() => process.exit(code)));
}
print(`${name} on ${describeMachine()}`);
try {
  const bench = await BENCHES[name]();
  await bench.run(args);
} finally {
  await cleanUp();
}
