import { BlockStack, InlineGrid, Text } from '@shopify/polaris';
import type { AccuracyCard } from '#app/domain/clv/accuracy/accuracy-card.ts';
import { Chart } from '../shared/chart.tsx';
import { useShell } from '../shared/shell-context.tsx';

type Groups = AccuracyCard['calibration'];

/** What was predicted beside what came, by tenths of customers: orders, and who ordered nothing. */
export function Calibration({ accuracy }: { accuracy: AccuracyCard }) {
  const { messages, formats } = useShell();
  const words = messages.predictions.accuracy;
  if (accuracy.calibration.length === 0) return null;
  return (
    <BlockStack gap="300">
      <Text as="p" tone="subdued">
        {words.calibrationText}
      </Text>
      <InlineGrid columns={{ xs: 1, lg: 2 }} gap="400">
        <GroupsChart
          title={words.calibrationTitle}
          groups={accuracy.calibration}
          format={(value) => formats.number(value)}
        />
        <GroupsChart
          title={words.churnTitle}
          groups={accuracy.churn}
          format={(value) => formats.percent(value)}
        />
      </InlineGrid>
    </BlockStack>
  );
}

interface GroupsChartProps {
  title: string;
  groups: Groups;
  format: (value: number | null) => string;
}

function GroupsChart({ title, groups, format }: GroupsChartProps) {
  const { messages } = useShell();
  const words = messages.predictions.accuracy;
  if (groups.length === 0) return null;
  const series = (['predicted', 'actual'] as const).map((side) => ({
    name: words[side],
    points: groups.map((group, at) => ({
      key: String(at + 1),
      value: group[side],
    })),
  }));
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <Chart title={title} keyLabel={words.tenth} series={series} format={format} />
    </BlockStack>
  );
}
