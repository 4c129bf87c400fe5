import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '#app/domain/clv/special/random.ts';
import { sharedFile } from '#test/support/shared-data.ts';
import { fileOf, runPerennial, simulatedOrders, temporaryFolder } from './export-files.ts';

const HEADER = 'customer_id,date,amount';
const ORDERS = simulatedOrders({ customers: 400, seed: 3 });

type Row = Record<string, string>;

function readPredictions(file: string): Row[] {
  return parse<Row>(readFileSync(file, 'utf8'), { columns: true });
}

function shuffled(rows: readonly string[]): string[] {
  const random = createRandom(5);
  const keyed = rows.map((row) => ({ row, key: random.uniform() }));
  return keyed.sort((one, other) => one.key - other.key).map(({ row }) => row);
}

/** Every number of a parsed JSON. */
function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

describe('a year of 400 customers', () => {
  let json: Record<string, unknown>;
  let predictions: Row[];

  beforeAll(async () => {
    const out = path.join(temporaryFolder(), 'predictions.csv');
    const file = fileOf([HEADER, ...ORDERS].join('\n'));
    const { code, stdout } = await runPerennial('clv', file, '--json', '--out', out);
    expect(code).toBe(0);
    json = JSON.parse(stdout);
    predictions = readPredictions(out);
  });

  test('is printed as JSON and nothing else', () => {
    expect(Object.keys(json)).toEqual([
      'model',
      'outcome',
      'parameters',
      'standardErrors',
      'logLikelihood',
      'spend',
      'customers',
      'accuracy',
    ]);
    expect(json).toMatchObject({ outcome: 'converged', customers: 400 });
    expect(json.spend).toMatchObject({ parameters: { p: expect.any(Number) } });
    expect(numbersOf(json).every(Number.isFinite)).toBe(true);
  });

  test('has its predictions written, one row for each customer in the sequence of the file', () => {
    const header =
      'customer_id,frequency,recency,T,monetary_value,p_alive,expected_purchases,lower,upper,expected_value,clv';
    expect(Object.keys(predictions[0] ?? {}).join(',')).toBe(header);
    const ids = new Set(ORDERS.map((row) => row.split(',')[0]));
    expect(predictions.map(({ customer_id }) => customer_id)).toEqual([...ids]);
    for (const row of predictions) {
      const number = (name: string) => Number(row[name] || Number.NaN);
      expect(number('p_alive')).toBeGreaterThan(0);
      expect(number('p_alive')).toBeLessThanOrEqual(1);
      expect(number('lower')).toBeLessThanOrEqual(number('upper'));
      expect(number('clv')).toBeGreaterThan(0);
      // Discounting takes at most a year's 1 % a month, and at least one month's.
      const undiscounted = number('expected_purchases') * number('expected_value');
      expect(number('clv')).toBeLessThan(undiscounted / 1.01);
      expect(number('clv')).toBeGreaterThan(undiscounted / 1.01 ** 12);
    }
  });

  test('gives the same result to the last digit when its rows come in another order', async () => {
    const file = fileOf([HEADER, ...shuffled(ORDERS)].join('\n'));
    const out = path.join(temporaryFolder(), 'predictions.csv');
    const { stdout } = await runPerennial('clv', file, '--json', '--out', out);
    expect(JSON.parse(stdout)).toEqual(json);
    const byId = (rows: Row[]) => new Map(rows.map((row) => [row.customer_id, row]));
    expect(byId(readPredictions(out))).toEqual(byId(predictions));
  });

  test('is told to people with its models, totals and accuracy', async () => {
    const file = fileOf([HEADER, ...ORDERS].join('\n'));
    const { stdout, stderr } = await runPerennial('clv', file);
    expect(stdout).toContain('fitted to 400 customers; time in days');
    expect(stdout).toMatch(/ r +0\.\d+ +0\.\d+\n/);
    expect(stdout).toContain('Gamma-Gamma, value of an order');
    expect(stdout).toMatch(/ purchases +[\d,]+ +[\d,]+ to [\d,]+\n/);
    expect(stdout).toContain('Accuracy');
    expect(stderr).toContain(`${file}: ${ORDERS.length} rows, 400 customers`);
  });
});

test('a shop of three customers has too little data, and is told what is missing', async () => {
  const file = fileOf(`${HEADER}\nann,2024-01-05,10\nbob,2024-01-06,20\nann,2024-02-01,5\n`);
  const out = path.join(temporaryFolder(), 'predictions.csv');
  const text = await runPerennial('clv', file, '--out', out);
  expect(text).toMatchObject({ code: 0, stdout: expect.stringContaining('Too little data: ') });
  expect(text.stderr).toContain(`${out} is not written`);
  expect(existsSync(out)).toBe(false);
  const { stdout } = await runPerennial('clv', file, '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    model: null,
    outcome: 'too-little-data',
    customers: 2,
    reason: { need: expect.any(Number) },
  });
});

test('a file without amounts is predicted in purchases only', async () => {
  const rows = ORDERS.map((row) => row.split(',').slice(0, 2).join(','));
  const out = path.join(temporaryFolder(), 'predictions.csv');
  const file = fileOf(['id,date', ...rows].join('\n'));
  const { stdout } = await runPerennial('clv', file, '--json', '--out', out);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'converged', spend: null });
  const [first] = readPredictions(out);
  expect(first).toMatchObject({ monetary_value: '', expected_value: '', clv: '' });
  expect(Number(first?.expected_purchases)).toBeGreaterThan(0);
});

test('ids with commas and quotes come back as they were', async () => {
  const rows = ORDERS.map((row) => row.replace(/^(C-\d+)/, '"$1, ""é"""'));
  const out = path.join(temporaryFolder(), 'predictions.csv');
  await runPerennial('clv', fileOf([HEADER, ...rows].join('\n')), '--out', out);
  expect(readPredictions(out)[0]?.customer_id).toBe('C-1, "é"');
});

test('a bad row leaves no predictions and no part of them', async () => {
  const folder = temporaryFolder();
  const file = fileOf([HEADER, ...ORDERS, 'x,yesterday,1'].join('\n'));
  const out = path.join(folder, 'predictions.csv');
  const { code, stdout, stderr } = await runPerennial('clv', file, '--out', out);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(`${file}:${ORDERS.length + 2}: the date "yesterday"`);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  [['clv'], 'FILE is missing.'],
  [['clv', 'a.csv', '--unit', 'years'], '--unit: "years" is none of days, weeks.'],
  [['clv', 'a.csv', '--model', 'arima'], '--model: "arima" is none of bg-nbd, mbg-nbd'],
  [['clv', 'a.csv', '--horizon-days', '-3'], '--horizon-days'],
  [['clv', 'a.csv', '--observation-end', '9/12/2011'], '--observation-end: "9/12/2011"'],
  [
    ['clv', 'a.csv', '--out', '/no/such/folder/p.csv'],
    '--out: there is no folder /no/such/folder.',
  ],
  [['clv', 'a.csv', '--colour'], "Unknown option '--colour'"],
  [['rfm'], 'There is no command "rfm".'],
])('%j is refused with exit code 2', async (args, reason) => {
  const { code, stdout, stderr } = await runPerennial(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(reason);
});

test('--help says what there is', async () => {
  const { code, stdout } = await runPerennial('clv', '--help');
  expect(code).toBe(0);
  expect(stdout).toContain('--observation-end DATE');
});

const cdnow = sharedFile('data/cdnow_sample.csv');
const truth = sharedFile('data/cdnow_customers_truth.csv');

describe.skipIf(!cdnow || !truth)('CDNOW until 1997-09-30, in weeks', () => {
  const args = ['clv', cdnow ?? '', '--observation-end', '1997-09-30', '--unit', 'weeks'];

  test('BG/NBD as Fader, Hardie & Lee (2005) fitted it: r .243, α 4.414, a .793, b 2.426', async () => {
    const out = path.join(temporaryFolder(), 'predictions.csv');
    const { stdout } = await runPerennial(...args, '--model', 'bg-nbd', '--json', '--out', out);
    const { model, outcome, parameters, logLikelihood, spend } = JSON.parse(stdout);
    expect({ model, outcome }).toEqual({ model: 'bg-nbd', outcome: 'converged' });
    expect(parameters.r).toBeCloseTo(0.2425945, 6);
    expect(parameters.alpha).toBeCloseTo(4.413602, 5);
    expect(parameters.a).toBeCloseTo(0.792922, 5);
    expect(parameters.b).toBeCloseTo(2.425907, 5);
    expect(logLikelihood).toBeCloseTo(-9582.4292, 3);
    expect(spend.parameters.p).toBeCloseTo(6.25, 1);
    const truths = parse<Row>(readFileSync(truth ?? '', 'utf8'), { columns: true });
    const predictions = readPredictions(out);
    expect(predictions).toHaveLength(2357);
    predictions.forEach((row, at) => {
      expect(Number(row.p_alive)).toBeCloseTo(Number(truths[at]?.bg_palive), 6);
      expect(Number(row.expected_purchases)).toBeCloseTo(Number(truths[at]?.bg_e365), 4);
      expect(Number(row.expected_value)).toBeCloseTo(Number(truths[at]?.gg_mean), 2);
    });
  });

  test('Pareto/NBD as Fader & Hardie’s note fitted it: r .553, α 10.578, s .606, β 11.669', async () => {
    const { stdout } = await runPerennial(...args, '--model', 'pareto-nbd', '--json');
    const { parameters, logLikelihood } = JSON.parse(stdout);
    expect(Object.keys(parameters)).toEqual(['r', 'alpha', 's', 'beta']);
    expect(parameters.r).toBeCloseTo(0.553, 2);
    expect(parameters.alpha).toBeCloseTo(10.578, 1);
    expect(parameters.s).toBeCloseTo(0.606, 2);
    expect(parameters.beta).toBeCloseTo(11.669, 0);
    expect(logLikelihood).toBeCloseTo(-9595, 0);
  });
});
