import { expect, test, vi } from 'vitest';
import { createCoalescer } from '#app/adapters/queue/coalescer.ts';

test('the first ask goes at once, those within the window become one at its end', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const sent: string[] = [];
    const coalescer = createCoalescer(50, async (key) => {
      sent.push(key);
    });
    coalescer.ask('a');
    expect(sent).toEqual(['a']);
    coalescer.ask('a');
    coalescer.ask('a');
    coalescer.ask('b');
    expect(sent).toEqual(['a', 'b']);
    vi.advanceTimersByTime(50);
    expect(sent).toEqual(['a', 'b', 'a']);
    vi.advanceTimersByTime(500);
    expect(sent).toEqual(['a', 'b', 'a']);
    coalescer.ask('a');
    expect(sent).toEqual(['a', 'b', 'a', 'a']);
  } finally {
    vi.useRealTimers();
  }
});

test('closing sends what is held and nothing after', async () => {
  const sent: string[] = [];
  const coalescer = createCoalescer(60_000, async (key) => {
    sent.push(key);
  });
  coalescer.ask('a');
  coalescer.ask('a');
  await coalescer.close();
  coalescer.ask('a');
  expect(sent).toEqual(['a', 'a']);
});
