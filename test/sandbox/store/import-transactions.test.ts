import { describe, expect, test } from 'vitest';
import { totalsOf } from '#sandbox/shopify/totals.ts';
import { detectAndImport } from '#sandbox/store/imports/detect-and-import.ts';
import { fixture, importFile, importText, moneyOf } from './fixture.ts';

describe('invoices with returns', () => {
  test('become orders of their lines, and returns refunds of the orders they fit', async () => {
    const { contents, report } = await importFile(fixture('invoices-with-returns.csv'));
    expect(contents.orders.map((order) => [order.name, totalsOf(order).total])).toEqual([
      ['#536365', 3564],
      ['#536401', 1020],
      ['#536402', 1800],
      ['#536403', 0],
    ]);
    expect(contents.customers.map((one) => one.id)).toEqual(['17850', '12583']);
    expect(contents.customers[1]?.defaultAddress?.countryCode).toBe('FR');
    expect(moneyOf(contents.orders)).toEqual({ received: 6384, refunded: 2753 });
    expect(report).toMatchObject({ rows: 12, orders: 4, customers: 2, refunds: 2, errorCount: 0 });
    expect(report.skipped).toEqual([
      { reason: 'refund without an earlier order it belongs to', count: 2, lines: [9, 8] },
      { reason: 'unit price is zero', count: 1, lines: [12] },
      { reason: 'no customer', count: 1, lines: [13] },
    ]);
    expect(report.readAs.currency).toBe('GBP (most rows are of GB)');
  });

  test('refund at the sale’s price, with the difference as an adjustment', async () => {
    const { contents } = await importFile(fixture('invoices-with-returns.csv'));
    const [first, second] = contents.orders;
    expect(first?.refunds).toHaveLength(1);
    expect(first?.refunds[0]).toMatchObject({ note: 'C536379', adjustment: 0 });
    expect(first?.refunds[0]?.lines.map((line) => [line.quantity, line.subtotal])).toEqual([
      [5, 1275],
      [2, 678],
    ]);
    expect(second?.refunds[0]).toMatchObject({ note: 'C536390', adjustment: -220 });
    expect(second?.refunds[0]?.transactions.map((one) => one.amount)).toEqual([800]);
    expect(second?.lines[0]?.currentQuantity).toBe(0);
  });

  test('share one return among several orders where no single one sold enough', async () => {
    const { contents, report } = await importText(
      [
        'invoice,customer,date,product,quantity,unit_price',
        'A1,7,2024-01-01,TEA,2,5.00',
        'A2,7,2024-01-02,TEA,3,5.00',
        'C3,7,2024-01-03,TEA,-4,5.00',
      ].join('\n'),
    );
    expect(report.refunds).toBe(2);
    expect(contents.orders.map((order) => order.lines[0]?.currentQuantity)).toEqual([1, 0]);
    expect(moneyOf(contents.orders)).toEqual({ received: 2500, refunded: 2000 });
  });

  test('come before their order in the file and are matched all the same', async () => {
    const { report } = await importText(
      [
        'invoice,customer,date,product,quantity,unit_price',
        'C2,7,2024-01-03,TEA,-1,5.00',
        'A1,7,2024-01-01,TEA,2,5.00',
      ].join('\n'),
    );
    expect(report.refunds).toBe(1);
  });

  test('of somebody else’s order are not taken back', async () => {
    const { report } = await importText(
      [
        'invoice,customer,date,product,quantity,unit_price',
        'A1,7,2024-01-01,TEA,2,5.00',
        'C2,8,2024-01-03,TEA,-1,5.00',
      ].join('\n'),
    );
    expect(report).toMatchObject({ refunds: 0, customers: 1 });
  });
});

describe('a log of amounts', () => {
  test('keeps two rows of one customer and day as two orders', async () => {
    const { contents } = await importText(
      'customer,date,amount\n7,2024-01-01,5.00\n7,2024-01-01,5.00\n',
    );
    expect(contents.orders).toHaveLength(2);
  });

  test('takes negative amounts back from the newest order that was paid enough', async () => {
    const { contents, report } = await importFile(fixture('amounts-back.csv'));
    expect(moneyOf(contents.orders)).toEqual({ received: 1000, refunded: 400 });
    expect(contents.orders[0]?.createdAt).toBe('2024-01-31T21:05:00.000Z');
    expect(report.skipped).toMatchObject([{ count: 1, lines: [4] }]);
    expect(report.readAs).toMatchObject({ dates: 'month-first' });
  });

  test('spreads an amount over its units to the cent', async () => {
    const { contents } = await importText('customer,date,quantity,amount\n7,2024-01-01,3,10.00\n');
    const [order] = contents.orders;
    expect(order?.lines.map((line) => [line.quantity, line.price])).toEqual([
      [2, 333],
      [1, 334],
    ]);
  });

  test('is in the currency and zone that it is told', async () => {
    const { contents } = await importText('customer,date,amount\n7,2024-01-01 09:00,1200\n', {
      currency: 'JPY',
      timezone: 'Asia/Tokyo',
    });
    expect(contents.shop).toMatchObject({
      currency: 'JPY',
      ianaTimezone: 'Asia/Tokyo',
      countryCode: 'JP',
    });
    expect(contents.orders[0]?.createdAt).toBe('2024-01-01T00:00:00.000Z');
    expect(moneyOf(contents.orders).received).toBe(1200);
  });

  test('without customers becomes guest orders where that is asked for', async () => {
    const text = 'customer,date,amount\n,2024-01-01,5.00\n7,2024-01-02,6.00\n';
    const { contents } = await importText(text, { withoutCustomer: 'guest-order' });
    expect(contents.orders.map((order) => order.customerId)).toEqual([null, '7']);
  });

  test('names customers by e-mail where it has no other column for them', async () => {
    const { contents } = await importFile(fixture('tabs.csv'), { timezone: 'America/New_York' });
    expect(contents.customers.map((one) => one.email)).toEqual([
      'ann@example.com',
      'bob@example.com',
    ]);
    // 02:30 did not exist in New York that night: the clock went from 02:00 to 03:00.
    expect(contents.orders.map((order) => order.createdAt)).toEqual([
      '2024-03-10T01:30:00.000Z',
      '2024-03-10T07:30:00.000Z',
    ]);
  });

  test('invents neither contacts nor consent', async () => {
    const { contents } = await importText('customer,date,amount\nK-7,2024-01-01,5.00\n');
    expect(contents.customers[0]).toMatchObject({
      email: null,
      phone: null,
      lastName: 'K-7',
      emailConsent: { state: 'NOT_SUBSCRIBED' },
    });
  });

  test('reads semicolons, decimal commas and quoted names', async () => {
    const { contents, report } = await importFile(fixture('semicolon-decimal-comma.csv'));
    expect(moneyOf(contents.orders).received).toBe(124700);
    expect(contents.customers.map((one) => one.lastName)).toEqual(['Müller; Anna', 'B-7']);
    expect(report.readAs).toMatchObject({
      delimiter: 'semicolon',
      currency: 'EUR (the sign beside the amounts)',
      decimalMark: 'comma',
      dates: 'day-first',
    });
  });

  test('reads Windows’ Latin letters', async () => {
    const { Readable } = await import('node:stream');
    const { importTransactions } = await import('#sandbox/store/imports/import-transactions.ts');
    const bytes = Buffer.from('customer,date,amount\nZoë,2024-01-01,5.00\n', 'latin1');
    const result = await importTransactions(Readable.from([bytes]));
    expect(result.ok && result.contents.customers[0]?.lastName).toBe('Zoë');
  });
});

test('rows that cannot be read are named with line, column and value; the others are imported', async () => {
  const { contents, report } = await importFile(fixture('transactions-with-errors.csv'));
  expect(moneyOf(contents.orders).received).toBe(1000 + 125000 + 1001);
  expect(report.skipped).toEqual([{ reason: 'no customer', count: 1, lines: [7] }]);
  expect(report.errors).toEqual([
    { line: 3, column: 'date', value: '2024-02-30', problem: 'is not a date' },
    { line: 4, column: 'amount', value: 'ten', problem: 'is not a number' },
    { line: 5, column: 'date', value: '', problem: 'is empty' },
    { line: 6, column: 'amount', value: '', problem: 'is empty' },
    { line: 8, column: null, value: '6,2024-01-05,10.00', problem: 'has 3 values, not 4' },
    { line: 10, column: 'amount', value: '99999999999999999999', problem: 'is too large' },
  ]);
});

test('a thousand errors are kept and all are counted', async () => {
  const bad = Array.from({ length: 1500 }, (_, index) => `${index},never,1.00`).join('\n');
  const { report } = await importText(`customer,date,amount\n1,2024-01-01,1.00\n${bad}\n`);
  expect(report.errors).toHaveLength(1000);
  expect(report.errorCount).toBe(1500);
});

describe('a file that is no log of orders is refused, saying why', () => {
  test.each([
    [
      'baskets-without-dates.csv',
      /no column for the customer .*the date .*and the amount .*“basket_id”, “item”/,
    ],
    ['log-without-amounts.csv', /no column for the amount .*“date”, “id”/],
    ['ambiguous-dates.csv', /“03\/04\/2024” can be read with the day or the month first/],
    ['unclosed-quote.csv', /never closed/],
    ['header-only.csv', /has a header and no rows/],
    ['empty.csv', /is empty/],
    ['not-gzip.csv.gz', /ends in \.gz but is not a gzip file/],
    ['damaged.csv.gz', /damaged gzip/],
    ['zipped.csv', /zip or Excel file/],
    ['no-such-file.csv', /There is no file/],
    ['.', /is a folder/],
  ])('%s', async (name, message) => {
    const result = await detectAndImport(fixture(name));
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? '' : result.message).toMatch(message);
  });

  test.each([
    [{ timezone: 'Mars/Olympus' }, /“Mars\/Olympus” is not a time zone/],
    [{ currency: 'XQZ' }, /“XQZ” is not a currency code/],
  ])('or its options are wrong: %o', async (options, message) => {
    const result = await detectAndImport(fixture('plain.csv.gz'), options);
    expect(result.ok ? '' : result.message).toMatch(message);
  });

  test('but plain gzip is read', async () => {
    const { contents } = await importFile(fixture('plain.csv.gz'));
    expect(moneyOf(contents.orders).received).toBe(1000);
  });

  test('and told the order of its dates it is read', async () => {
    const file = fixture('ambiguous-dates.csv');
    const { contents } = await importFile(file, { dateOrder: 'month-first' });
    expect(contents.orders.map((order) => order.createdAt.slice(0, 10))).toEqual([
      '2024-03-04',
      '2024-05-06',
    ]);
  });
});

test('lines are counted as an editor shows them, over CRLF, blank rows and quoted line breaks', async () => {
  const { report } = await importText(
    'customer,date,amount\r\n1,2024-01-05,1.00\r\n\r\n,,\r\n2,never,1.00\r\n"3\r\n",2024-01-05,x\r\n4,,1.00\r\n',
  );
  expect(report.rows).toBe(4);
  expect(report.errors.map((one) => one.line)).toEqual([5, 6, 8]);
});

test('customers named by e-mail are one in any case', async () => {
  const { contents } = await importText(
    'customer,date,amount\nAnn@Example.com,2024-01-05,1.00\nann@example.com,2024-01-06,2.00\n',
  );
  expect(contents.customers.map((one) => one.email)).toEqual(['ann@example.com']);
});
