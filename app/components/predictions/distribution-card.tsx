import { Text } from '@shopify/polaris';
import type { Messages } from '#app/locales/index.ts';
import { Chart } from '../shared/chart.tsx';
import type { Formats } from '../shared/formats.ts';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { DistributionView } from './predictions-view.ts';

/** How many customers are expected to bring how much. */
export function DistributionCard({ distribution }: { distribution: DistributionView }) {
  const { messages, formats } = useShell();
  const words = messages.predictions.distribution;
  const first = distribution.bins.findIndex(({ customers }) => customers > 0);
  const points = distribution.bins.slice(Math.max(0, first)).map((bin) => ({
    key: formats.moneyShort(bin.fromMinor),
    value: bin.customers,
  }));
  const top = describeTop(distribution, messages, formats);
  return (
    <SectionCard title={words.title} text={words.text}>
      {top && <Text as="p">{top}</Text>}
      <Chart
        title={words.title}
        keyLabel={words.from}
        series={[{ name: words.customers, points }]}
        format={(value) => formats.number(value, 0)}
      />
    </SectionCard>
  );
}

/** From which amount on the customers bring the larger half of all that is predicted. */
function describeTop(
  { bins }: DistributionView,
  { predictions: { distribution: words } }: Messages,
  { moneyRounded, percent }: Formats,
): string | null {
  const total = bins.reduce((sum, { clvMinor }) => sum + clvMinor, 0);
  if (total <= 0) return null;
  let sum = 0;
  const at = bins.findLastIndex(({ clvMinor }) => {
    sum += clvMinor;
    return sum >= total / 2;
  });
  const from = bins[at]?.fromMinor ?? 0;
  return from === 0 ? null : words.top(percent(sum / total, 0), moneyRounded(from));
}
