import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { CustomerIds } from '#bin/perennial/customer-ids.ts';
import { sharedFile } from '#test/support/shared-data.ts';
import { fileOf, readExport, readTransactions } from './export-files.ts';

const ORDERS = `customer_id,date,amount
ann,2024-01-05,10.10
bob,2024-01-05,20
ann,2024-01-05,0.20
ann,2024-02-01,5
`;

test('orders of one day are one purchase, summed to the cent', async () => {
  const read = await readTransactions(fileOf(ORDERS));
  expect(read.customers).toEqual({
    ann: [
      ['2024-01-05', 10.3],
      ['2024-02-01', 5],
    ],
    bob: [['2024-01-05', 20]],
  });
  expect(read.lastDay).toBe(Date.UTC(2024, 1, 1) / 86_400_000);
});

test.each([
  ['packed', gzipSync(ORDERS), 'orders.csv.gz'],
  ['packed without saying so', gzipSync(ORDERS), 'orders.csv'],
  ['with other separators and names', ORDERS.replaceAll(',', ';').replace('date', 'Order Date')],
  [
    'in another sequence of columns',
    'AMOUNT,Customer ID,Date\n5,ann,2024-02-01\n10.3,ann,2024-01-05\n20,bob,2024-01-05 10:00:00\n',
  ],
])('a file %s says the same', async (_, contents, name = 'orders.csv') => {
  const plain = await readTransactions(fileOf(ORDERS));
  const read = await readTransactions(fileOf(contents, name));
  expect(read.customers).toEqual(plain.customers);
  expect(read.log).toEqual(plain.log);
});

test('the log does not depend on how the rows come', async () => {
  const rows = ORDERS.trim().split('\n');
  const turned = [rows[0], ...rows.slice(1).reverse()].join('\n');
  const [one, other] = [await readExport(fileOf(ORDERS)), await readExport(fileOf(turned))];
  expect(other).toMatchObject({ log: 'log' in one ? one.log : null });
});

test('columns are named by options', async () => {
  const file = fileOf('who,when,paid,date\nann,2024-01-05,7,nonsense\n');
  const columns = { customer: 'WHO', date: 'when', amount: 'paid' };
  const read = await readTransactions(file, { columns });
  expect(read.customers).toEqual({ ann: [['2024-01-05', 7]] });
  await expect(readExport(file, { columns: { customer: 'whom' } })).rejects.toThrow(
    '--customer-column: no column is named "whom". The columns are "who", "when", "paid", "date".',
  );
  await expect(readExport(file)).rejects.toThrow('say which with --customer-column');
});

test('what was returned, cancelled or given away is left out and counted', async () => {
  const file = fileOf(`InvoiceNo,Quantity,InvoiceDate,UnitPrice,CustomerID
1,2,2024-01-05,1.115,17850.0
C2,-1,2024-01-06,5,17850.0
3,-1,2024-01-06,5,17850.0
4,1,2024-01-06,0,17850.0
5,1,2024-01-06,3,
6,1,2024-01-09,,17850.0
`);
  const read = await readTransactions(file);
  expect(read.customers).toEqual({ '17850.0': [['2024-01-05', 2.23]] });
  expect(read.leftOut).toEqual({
    'without a customer': 1,
    'of cancelled orders': 1,
    'of returned goods or refunds': 1,
    'given away': 1,
    'without an amount': 1,
    'after the end of observation': 0,
  });
  expect(read.lastDay).toBe(Date.UTC(2024, 0, 9) / 86_400_000);
});

test('an order of nothing is a purchase; a refund is none', async () => {
  const file = fileOf(`${ORDERS}bob,2024-03-01,0\nbob,2024-04-01,-3\n`);
  const { customers } = await readTransactions(file);
  expect(customers.bob).toEqual([
    ['2024-01-05', 20],
    ['2024-03-01', 0],
  ]);
});

test('what comes after the end of observation is left out, customers too', async () => {
  const file = fileOf(`${ORDERS}cid,2024-02-01,5\n`);
  const read = await readTransactions(file, { observationEnd: Date.UTC(2024, 0, 31) / 86_400_000 });
  expect(Object.keys(read.customers)).toEqual(['ann', 'bob']);
  expect(read.leftOut['after the end of observation']).toBe(2);
});

test('rows that cannot be read refuse the file, the first twenty by line and reason', async () => {
  const bad = fileOf(
    `customer_id,date,amount\nann,12/1/2010,5\nann,2024-01-05,5 EUR\nann,2024-01-05\n${'x,,1\n'.repeat(30)}`,
  );
  const refused = await readExport(bad).catch((error: Error) => error.message);
  expect(refused).toContain('33 rows cannot be read:');
  expect(refused).toContain(`${bad}:2: the date "12/1/2010" is not written with the year first`);
  expect(refused).toContain(`${bad}:3: "5 EUR" is no number such as 1234.50`);
  expect(refused).toContain(`${bad}:4: 2 fields where the header has 3.`);
  expect(refused).toContain(`${bad}:21: the date is missing.`);
  expect(refused).not.toContain(`${bad}:22:`);
  expect(refused).toContain('… and 13 more');
});

test('a summary is known by its headers and checked row by row', async () => {
  const read = await readExport(fileOf('ID,x,t_x,T,zbar\na,2,30.43,38.86,22.35\nb,0,0,38.86,0\n'));
  expect(read).toMatchObject({
    kind: 'summary',
    idOf: ['a', 'b'],
    summary: {
      frequency: Float64Array.of(2, 0),
      recency: Float64Array.of(30.43, 0),
      customerAge: Float64Array.of(38.86, 38.86),
      monetaryValue: Float64Array.of(22.35, 0),
    },
  });
  const bad = fileOf('x,t_x,T\n1.5,1,2\n1,3,2\n0,1,2\n1,,2\n');
  const refused = await readExport(bad).catch((error: Error) => error.message);
  expect(refused).toContain(`${bad}:2: frequency 1.5 is not a whole number from 0.`);
  expect(refused).toContain(`${bad}:3: recency 3 is beyond the customer age 2.`);
  expect(refused).toContain(`${bad}:4: recency 1 without a repeat purchase.`);
  expect(refused).toContain(`${bad}:5: recency NaN is not a time from 0.`);
});

test('a summary in days is not taken for weeks', async () => {
  const file = fileOf('x,t_x_days,T_days\n1,7,14\n');
  await expect(readExport(file)).resolves.toMatchObject({ kind: 'summary' });
  await expect(readExport(file, { unit: 'weeks' })).rejects.toThrow('its times are days');
});

test.each([
  ['that is not there', '/no/such/orders.csv', 'there is no such file'],
  ['that is a folder', import.meta.dirname, 'it is a folder'],
])('a file %s is refused', async (_, file, reason) => {
  await expect(readExport(file)).rejects.toThrow(reason);
});

test('a packed file that is cut off and an empty one are refused', async () => {
  const cut = fileOf(gzipSync(ORDERS).subarray(0, 40), 'orders.csv.gz');
  await expect(readExport(cut)).rejects.toThrow('the .gz file is cut off');
  await expect(readExport(fileOf(''))).rejects.toThrow('the file is empty');
});

test('customers are told apart by every byte of their id, however many there are', () => {
  const ids = new CustomerIds();
  const add = (id: string) => {
    const bytes = Buffer.from(`<${id}>`);
    return ids.numberOf(bytes, 1, bytes.length - 1);
  };
  const names = Array.from({ length: 50_000 }, (_, at) => `${at % 7}-${at}`);
  expect(names.map(add)).toEqual(names.map((_, at) => at));
  expect(names.map(add)).toEqual(names.map((_, at) => at));
  expect(add('0-0 ')).toBe(50_000);
  expect(Buffer.from(ids.bytesOf(7)).toString()).toBe('0-7');
  const places = ids.ownPlaces();
  expect(new Set(places).size).toBe(50_001);
  expect(Math.max(...places)).toBe(50_000);
});

const cdnow = sharedFile('data/cdnow_sample.csv');

test.skipIf(!cdnow)('CDNOW: 6,919 orders of 2,357 customers on 6,696 days', async () => {
  const { log, ids, rows } = await readTransactions(cdnow ?? '');
  expect(rows).toBe(6919);
  expect(ids.count).toBe(2357);
  expect(log.days.length - ids.count).toBe(4339);
  expect(log.amounts.reduce((sum, each) => sum + each, 0)).toBeCloseTo(244_091.94, 6);
});

const uci = sharedFile('data/uci_online_retail.csv.gz');

test.skipIf(!uci)('UCI: 541,909 lines are 16,763 days of 4,338 customers', async () => {
  const { log, ids, rows, leftOut } = await readTransactions(uci ?? '');
  expect(rows).toBe(541_909);
  expect(ids.count).toBe(4338);
  expect(log.days.length).toBe(16_763);
  expect(log.amounts.reduce((sum, each) => sum + each, 0)).toBeCloseTo(8_911_407.904, 6);
  expect(leftOut).toMatchObject({
    'without a customer': 541_909 - 406_829,
    'of cancelled orders': 406_829 - 397_924,
    'given away': 397_924 - 397_884,
  });
});
