import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCsv } from '#sandbox/store/imports/csv-reader.ts';
import { importOrderExport } from '#sandbox/store/imports/import-order-export.ts';
import { importTransactions } from '#sandbox/store/imports/import-transactions.ts';
import { importText } from './fixture.ts';

const cell = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    '-1',
    '0',
    '2.50',
    '-9.999',
    '1e3',
    'NaN',
    '"',
    '""',
    '2024-02-29',
    'C7',
  ),
  fc.constantFrom(
    '2023-02-29',
    '1/2/24',
    'a@b.c',
    '\u2060',
    '\uffff',
    'null',
    '__proto__',
    '9'.repeat(30),
  ),
  fc.string({ maxLength: 8 }),
);
const row = fc.array(cell, { minLength: 1, maxLength: 7 }).map((cells) => cells.join(','));
const rows = fc.array(row, { maxLength: 12 }).map((lines) => lines.join('\n'));

test('whatever the rows hold, each is imported, skipped or in error, or the file refused', async () => {
  const header = 'invoice,customer,date,product,quantity,unit_price';
  await fc.assert(
    fc.asyncProperty(rows, async (body) => {
      const stream = Readable.from([Buffer.from(`${header}\n${body}\n`)]);
      const result = await importTransactions(stream);
      if (!result.ok) {
        expect(result.message).not.toBe('');
        return;
      }
      const { imported, skipped, errorCount, rows: read } = result.report;
      const left = skipped.reduce((sum, one) => sum + one.count, 0);
      expect(imported + left + errorCount).toBe(read);
    }),
    { numRuns: 300 },
  );
});

test('no bytes make an importer throw', async () => {
  const exported =
    'Name,Financial Status,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price';
  await fc.assert(
    fc.asyncProperty(rows, fc.uint8Array({ maxLength: 60 }), async (body, bytes) => {
      const noise = Buffer.from(bytes);
      await importTransactions(Readable.from([noise]));
      await openCsv(Readable.from([Buffer.concat([Buffer.from(`${body}\n`), noise])]));
      await importOrderExport(Readable.from([Buffer.from(`${exported}\n${body}\n`)]));
    }),
    { numRuns: 300 },
  );
});

test('sales and returns in any order give refunds within what was sold and paid', async () => {
  const line = fc.record({
    invoice: fc.integer({ min: 1, max: 5 }),
    customer: fc.integer({ min: 1, max: 2 }),
    day: fc.integer({ min: 1, max: 9 }),
    product: fc.constantFrom('TEA', 'POT'),
    quantity: fc.integer({ min: -4, max: 6 }),
    price: fc.constantFrom('1.00', '2.50', '0.333'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 3, maxLength: 25 }), async (lines) => {
      const sale = '99,1,2024-01-01,TEA,1,1.00';
      const body = lines.map(
        (one) =>
          `${one.quantity < 0 ? 'C' : ''}${one.invoice},${one.customer},2024-01-0${one.day},` +
          `${one.product},${one.quantity},${one.price}`,
      );
      const { contents } = await importText(
        ['invoice,customer,date,product,quantity,unit_price', sale, ...body].join('\n'),
      );
      for (const order of contents.orders) {
        const paid = order.transactions.reduce((sum, one) => sum + one.amount, 0);
        const back = order.refunds.flatMap((refund) => refund.transactions);
        expect(back.reduce((sum, one) => sum + one.amount, 0)).toBeLessThanOrEqual(paid);
        for (const sold of order.lines) expect(sold.currentQuantity).toBeGreaterThanOrEqual(0);
        for (const refund of order.refunds) {
          expect(refund.createdAt >= order.createdAt).toBe(true);
          const goods = refund.lines.reduce((sum, one) => sum + one.subtotal, 0);
          const money = refund.transactions.reduce((sum, one) => sum + one.amount, 0);
          expect(money).toBe(goods + refund.adjustment);
        }
      }
    }),
    { numRuns: 300 },
  );
});
