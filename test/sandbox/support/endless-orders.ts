/** Places orders until it is killed, naming each once it is placed. Argument: the data folder. */
import { openStore } from '#sandbox/shopify/store.ts';
import { smallStore } from './small-store.ts';

const [, , dataDir = ''] = process.argv;
const store = await openStore({
  clock: { now: () => new Date() },
  dataDir,
  loadContents: smallStore,
});

function placeNext(): void {
  const result = store.placeOrder({
    customerId: '101',
    lines: [{ variantId: '2011', quantity: 1 }],
  });
  if (!result.ok) throw new Error(result.message);
  process.stdout.write(`${result.order.id}\n`, () => setImmediate(placeNext));
}

placeNext();
