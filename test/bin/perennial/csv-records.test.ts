import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvRecords, textOf } from '#bin/perennial/csv-records.ts';

/** All fields of all records, with the text coming in chunks of this many bytes. */
function recordsOf(text: string | Uint8Array, chunk = 1 << 16): string[][] {
  const rows: string[][] = [];
  const records = new CsvRecords('a.csv', (record) => {
    rows.push(Array.from({ length: record.fields }, (_, field) => textOf(record, field)));
  });
  const bytes = Buffer.from(text as string);
  for (let from = 0; from < bytes.length; from += chunk) {
    records.write(bytes.subarray(from, from + chunk));
  }
  records.end();
  return rows;
}

function linesOf(text: string): number[] {
  const lines: number[] = [];
  const records = new CsvRecords('a.csv', ({ line }) => lines.push(line));
  records.write(Buffer.from(text));
  records.end();
  return lines;
}

test('what csv-parse reads is read alike, whatever the fields and the chunks', () => {
  const field = fc.string({ unit: fc.constantFrom('a', 'é', ',', ';', '"', '\n', '1', '.') });
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width })));
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 40 }), fc.boolean(), (rows, chunk, hasReturns) => {
      const quoted = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`));
      const lines = [['x', 'y', 'z', 'w'].slice(0, rows[0]?.length ?? 2), ...quoted];
      const text = lines.map((row) => row.join(',')).join(hasReturns ? '\r\n' : '\n');
      const expected: string[][] = parse(text, { relax_column_count: true });
      const trimmed = expected.map((row) => row.map((each) => each.trim()));
      expect(recordsOf(text, chunk)).toEqual(trimmed);
    }),
  );
});

test.each([
  [',', 'a,b\n1,2'],
  [';', 'a;b\n1;2'],
  ['tab', 'a\tb\n1\t2'],
  ['; though a quoted name has commas', '"a";"b, c, d"\n1;2'],
])('the separator %s is seen in the header', (_, text) => {
  expect(recordsOf(text)[1]).toEqual(['1', '2']);
});

test('a byte order mark, blank lines and a missing last line end are no matter', () => {
  const text = '\uFEFFid,day\r\n\r\n1,2\r\n\n3,4';
  expect(recordsOf(text)).toEqual([
    ['id', 'day'],
    ['1', '2'],
    ['3', '4'],
  ]);
});

test('lines are counted through quoted line ends', () => {
  expect(linesOf('a,b\n"1\n1",2\n3,4\n')).toEqual([1, 2, 4]);
});

test('a quote that is not closed is refused with its line', () => {
  expect(() => recordsOf('a,b\n1,2\n"3,4\n5,6\n')).toThrow(
    'a.csv:3: a quote is opened and not closed.',
  );
  expect(() => recordsOf(`a,b\n"${'x,y\n'.repeat(600_000)}`)).toThrow('a.csv:2: a quote is opened');
});
