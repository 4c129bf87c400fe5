import { expect, test } from 'vitest';
import { createStoreFitter } from '#app/adapters/fits/store-fitter.server.ts';
import { fitStore } from '#app/domain/clv/fit-store.ts';
import { buildPurchaseLog, createPurchaseLogBuilder } from '#app/domain/clv/purchase-log.ts';
import { scoreStore } from '#app/domain/clv/score-store.ts';
import { createRandom } from '#app/domain/clv/special/random.ts';
import { DEFAULT_FIT_OPTIONS } from '#app/domain/clv/store-fit.ts';

const END = 20_000;
const options = { ...DEFAULT_FIT_OPTIONS, observationEnd: END };

/** Two years of customers, each with a pace of his own and a chance to stay away after each day. */
function someOrders(customers: number) {
  const random = createRandom(27);
  const builder = createPurchaseLogBuilder();
  for (let customer = 0; customer < customers; customer += 1) {
    const pace = random.gamma(0.8) / 40;
    const dropout = random.beta(1, 4);
    let day = END - Math.floor(random.uniform() * 730);
    while (day <= END) {
      builder.add(customer, day, 1_000 + Math.floor(random.uniform() * 4_000));
      if (random.uniform() < dropout) break;
      day += 1 + Math.floor(-Math.log(1 - random.uniform()) / pace);
    }
  }
  return { orders: builder.orders(), customers };
}

test('a thread fits and scores as this one would', async () => {
  const { orders, customers } = someOrders(2_000);
  const log = buildPurchaseLog(orders, customers);
  const fit = fitStore(log, options);
  if (fit.outcome === 'too-little-data') throw new Error('The log is too small.');
  const answer = await createStoreFitter().fitAndScore({ ...someOrders(2_000), options });
  expect(answer.fit).toEqual(fit);
  expect(answer.predictions).toEqual(scoreStore(fit, log));
});

test('with too little data nothing is predicted', async () => {
  const answer = await createStoreFitter().fitAndScore({ ...someOrders(3), options });
  expect(answer).toMatchObject({ fit: { outcome: 'too-little-data' }, predictions: null });
});

test('what the thread throws is thrown', async () => {
  const impossible = { ...options, horizonDays: -1 };
  const fitting = createStoreFitter().fitAndScore({ ...someOrders(500), options: impossible });
  await expect(fitting).rejects.toThrow(RangeError);
});
