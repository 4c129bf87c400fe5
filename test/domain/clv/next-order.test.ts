import { describe, expect, test } from 'vitest';
import { churnProbabilities, nextOrderDay, nextOrders } from '#app/domain/clv/next-order.ts';
import { createRandom } from '#app/domain/clv/special/random.ts';
import {
  betaGeometricWaitingTime,
  paretoNbdWaitingTime,
  regularWaitingTime,
} from '#app/domain/clv/waiting-time.ts';

const NBD = { r: 0.8, alpha: 70 };
const PARETO = { r: 0.55, alpha: 74, s: 0.6, beta: 80 };

function historiesOf(rows: readonly (readonly [x: number, T: number])[]) {
  return {
    frequency: Float64Array.from(rows, ([x]) => x),
    recency: Float64Array.from(rows, ([, T]) => T / 2),
    customerAge: Float64Array.from(rows, ([, T]) => T),
  };
}

const ALIVE = (rows: number) => new Float64Array(rows).fill(0.9);

describe('waiting time', () => {
  test('Pareto/NBD: as long as simulated customers wait', () => {
    const random = createRandom(11);
    const [x, T, time] = [3, 200, 60];
    const trials = 200_000;
    let none = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const rate = random.gamma(PARETO.r + x) / (PARETO.alpha + T);
      const dropout = random.gamma(PARETO.s) / (PARETO.beta + T);
      const order = random.exponential() / rate;
      if (order > time || random.exponential() / dropout < order) none += 1;
    }
    const expected = paretoNbdWaitingTime(PARETO).probabilityOfNone(x, 0, T, time);
    expect(Math.abs(none / trials - expected)).toBeLessThan(4 * Math.sqrt(0.25 / trials));
  });

  test('Pareto/NBD without dropout is the NBD, with nearly none nearly so', () => {
    const nbd = betaGeometricWaitingTime(PARETO).probabilityOfNone(4, 0, 100, 30);
    expect(
      paretoNbdWaitingTime({ ...PARETO, s: 0, beta: 1 }).probabilityOfNone(4, 0, 100, 30),
    ).toBe(nbd);
    expect(
      paretoNbdWaitingTime({ ...PARETO, s: 1e-9 }).probabilityOfNone(4, 0, 100, 30),
    ).toBeCloseTo(nbd, 8);
  });

  test('regular purchases: as long as simulated customers wait', () => {
    const random = createRandom(19);
    const [k, x, tx, T, time] = [3, 4, 150, 180, 40] as const;
    const waitingTime = regularWaitingTime(k, NBD);
    let [alive, none] = [0, 0];
    for (let trial = 0; trial < 300_000; trial += 1) {
      const rate = random.gamma(NBD.r + k * x) / (NBD.alpha + tx);
      const next = tx + random.gamma(k) / rate;
      if (next <= T) continue;
      alive += 1;
      if (next > T + time) none += 1;
    }
    const expected = waitingTime.probabilityOfNone(x, tx, T, time);
    expect(Math.abs(none / alive - expected)).toBeLessThan(4 * Math.sqrt(0.25 / alive));
  });

  test('regular purchases with one phase are the NBD’s', () => {
    const one = regularWaitingTime(1, NBD).probabilityOfNone(4, 60, 100, 30);
    expect(one).toBe(betaGeometricWaitingTime(NBD).probabilityOfNone(4, 60, 100, 30));
  });
});

describe('C6: next order', () => {
  test('the NBD’s quartiles in closed form, in whole days that begin', () => {
    const rows = [
      [1, 30],
      [8, 200],
      [40, 365],
    ] as const;
    const { earliestDays, medianDays, latestDays } = nextOrders(
      betaGeometricWaitingTime(NBD),
      historiesOf(rows),
      ALIVE(3),
    );
    rows.forEach(([x, T], row) => {
      const timeOf = (left: number) => (NBD.alpha + T) * (left ** (-1 / (NBD.r + x)) - 1);
      const late = [earliestDays, medianDays, latestDays].map(
        (days, at) => (days[row] ?? 0) - timeOf([0.75, 0.5, 0.25][at] ?? 0),
      );
      for (const each of late) {
        expect(each).toBeGreaterThan(-0.02);
        expect(each).toBeLessThan(1.02);
      }
    });
  });

  test('a model of weeks names the same days', () => {
    const rows = [[5, 140]] as const;
    const inDays = nextOrders(paretoNbdWaitingTime(PARETO), historiesOf(rows), ALIVE(1));
    const weeks = { ...PARETO, alpha: PARETO.alpha / 7, beta: PARETO.beta / 7 };
    const inWeeks = nextOrders(paretoNbdWaitingTime(weeks), historiesOf([[5, 20]]), ALIVE(1), {
      daysPerTimeUnit: 7,
    });
    expect(inWeeks).toEqual(inDays);
  });

  test('cadence: who orders regularly is due the sooner, the longer his last order is past', () => {
    const twice = {
      frequency: Float64Array.of(10, 10, 10),
      recency: Float64Array.of(300, 280, 300),
      customerAge: Float64Array.of(305, 305, 305),
    };
    const { earliestDays, medianDays, latestDays } = nextOrders(
      regularWaitingTime(12, { r: 12, alpha: 30 }),
      twice,
      ALIVE(3),
    );
    expect(medianDays[0]).toBeGreaterThan(18);
    expect(medianDays[0]).toBeLessThan(30);
    expect(medianDays[1]).toBeLessThan(12);
    expect(medianDays[2]).toBe(medianDays[0]);
    expect((latestDays[0] ?? 0) - (earliestDays[0] ?? 0)).toBeLessThan(20);
  });

  test('even a customer who orders several times a day has a day to come', () => {
    const daily = nextOrders(betaGeometricWaitingTime(NBD), historiesOf([[9000, 900]]), ALIVE(1));
    expect(daily.earliestDays[0]).toBe(1);
    expect(daily.latestDays[0]).toBe(1);
  });

  test('no date where the customer is likely gone, or half of such customers do not return', () => {
    const rows = [
      [8, 200],
      [8, 200],
      [0, 300],
    ] as const;
    const columns = nextOrders(
      paretoNbdWaitingTime({ r: 0.5, alpha: 50, s: 2, beta: 20 }),
      historiesOf(rows),
      Float64Array.of(0.5, 0.49, 0.9),
    );
    for (const column of Object.values(columns)) {
      expect([...column].map(Number.isNaN)).toEqual([false, true, true]);
    }
  });

  test('never in the past, however old the prediction', () => {
    expect(nextOrderDay(20_000, 12, 20_003)).toBe(20_012);
    expect(nextOrderDay(20_000, 12, 20_100)).toBe(20_100);
    expect(nextOrderDay(20_000, Number.NaN, 20_003)).toBeNull();
  });
});

test('C5: churn is being gone or not ordering within 90 days', () => {
  const histories = historiesOf([
    [3, 100],
    [3, 100],
    [0, 0],
  ]);
  const alive = Float64Array.of(1, 0.6, 0);
  const waitingTime = betaGeometricWaitingTime(NBD);
  const none = (1 + 90 / 170) ** -3.8;
  const [sure = 0, likely = 0, gone = 0] = churnProbabilities(waitingTime, histories, alive);
  expect(sure).toBeCloseTo(none, 12);
  expect(likely).toBeCloseTo(0.4 + 0.6 * none, 12);
  expect(gone).toBe(1);
  const [later = 0] = churnProbabilities(waitingTime, histories, alive, { horizonDays: 180 });
  expect(later).toBeLessThan(sure);
});
