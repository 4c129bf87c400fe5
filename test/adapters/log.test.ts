import { expect, test } from 'vitest';
import { createLog } from '#app/adapters/log.server.ts';

function collect() {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line));
  return { lines, log: createLog({ level: 'info', process: 'worker' }, { write }) };
}

/** As pg gives it: the row that broke a rule, with all that stands in it. */
function refusedRow() {
  const detail = 'Failing row contains (1, ann@example.com).';
  return Object.assign(new Error('violates a constraint'), { code: '23514', detail });
}

test('D10: an error is logged with its message and code, and without the row it is about', () => {
  const { lines, log } = collect();
  log.warn({ error: refusedRow() }, 'not kept');
  log.warn({ err: refusedRow() }, 'not kept');
  log.error({ error: new AggregateError([new Error('shop 1', { cause: refusedRow() })], 'two') });
  expect(lines[0]).toMatchObject({ error: { message: 'violates a constraint', code: '23514' } });
  expect(lines[1]).toMatchObject({ err: { message: 'violates a constraint', code: '23514' } });
  expect(lines[2]).toMatchObject({
    error: { message: 'two', errors: [{ message: 'shop 1', cause: { code: '23514' } }] },
  });
  expect(JSON.stringify(lines)).not.toContain('ann@example.com');
});

test('what is thrown and no error is logged as text', () => {
  const { lines, log } = collect();
  log.warn({ error: 'no answer' });
  expect(lines[0]).toMatchObject({ error: 'no answer', process: 'worker' });
});
