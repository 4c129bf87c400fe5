interface Metric {
  id: string;
  name: string;
  value: number;
}

type Report = (payload: { metrics: Metric[] }) => void | Promise<void>;

const values = new Map<string, number>();
let report: Report | null = null;

function watch(type: string, see: (entry: PerformanceEntry) => void, options = {}): void {
  if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(see));
  observer.observe({ type, buffered: true, ...options });
}

function readNumber(entry: PerformanceEntry, name: string): number {
  const value: unknown = Reflect.get(entry, name);
  return typeof value === 'number' ? value : 0;
}

function keepLargest(name: string, value: number): void {
  values.set(name, Math.max(values.get(name) ?? 0, value));
}

export function startWebVitals(): void {
  watch('largest-contentful-paint', (entry) => values.set('LCP', entry.startTime));
  watch('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') values.set('FCP', entry.startTime);
  });
  watch('navigation', (entry) => values.set('TTFB', readNumber(entry, 'responseStart')));
  watch('layout-shift', (entry) => {
    if (Reflect.get(entry, 'hadRecentInput') === true) return;
    values.set('CLS', (values.get('CLS') ?? 0) + readNumber(entry, 'value'));
  });
  // The worst interaction, an upper bound of INP that needs no percentile.
  watch(
    'event',
    (entry) => {
      if (readNumber(entry, 'interactionId') > 0) keepLargest('INP', entry.duration);
    },
    { durationThreshold: 16 },
  );
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden' || !report) return;
    const metrics = [...values].map(([name, value]) => ({ id: crypto.randomUUID(), name, value }));
    void report({ metrics });
  });
}

export const webVitals = {
  async onReport(callback: Report | null): Promise<void> {
    report = callback;
  },
};
