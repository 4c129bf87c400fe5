import { expect, test } from 'vitest';
import { readJson } from '#app/adapters/shopify/webhook-payloads/read-body.ts';

const read = (text: string) => readJson(new TextEncoder().encode(text));

test('numbers are read as the text that stood there', () => {
  const text = '{"id": 820982911946154508, "list": [-0.10, 1e21,0], "nested": {"price":10.50}}';
  expect(read(text)).toEqual({
    id: '820982911946154508',
    list: ['-0.10', '1e21', '0'],
    nested: { price: '10.50' },
  });
});

test('numbers, quotes and backslashes inside texts stay as they are', () => {
  const value = { 'key 1': 'no. 2 of "3", \\4\\', empty: '', flag: true, nothing: null };
  expect(read(JSON.stringify(value))).toEqual(value);
});

test.each([
  '{"a": 01}',
  '{"a": 1.}',
  '{"a": .5}',
  '{"a": +1}',
  '{"a": 1 2}',
  '{"a": -}',
  '"1',
  '1"',
])('%s is no JSON', (text) => expect(() => read(text)).toThrow(/^not JSON: /));
