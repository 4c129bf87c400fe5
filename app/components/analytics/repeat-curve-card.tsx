import { BlockStack, Text } from '@shopify/polaris';
import type { Messages } from '#app/locales/index.ts';
import { Chart, type ChartSeries } from '../shared/chart.tsx';
import type { Formats } from '../shared/formats.ts';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { RepeatCurveView } from './overview-view.ts';

const LEAST_CUSTOMERS = 10;

/** The share of first-time buyers who have ordered again, by the days since their first order. */
export function RepeatCurveCard({ curve }: { curve: RepeatCurveView }) {
  const { messages, formats } = useShell();
  const words = messages.analytics.repeat;
  const isDrawn = curve.points.length > 1;
  return (
    <SectionCard title={words.title} text={words.text}>
      <BlockStack gap="100">
        {sentencesOf(curve, messages, formats).map((sentence) => (
          <Text key={sentence} as="p">
            {sentence}
          </Text>
        ))}
      </BlockStack>
      {isDrawn && (
        <Chart
          title={words.title}
          keyLabel={words.day}
          shape="line"
          series={seriesOf(curve, messages, formats)}
          format={(share) => formats.percent(share, 0)}
          formatExact={formats.percent}
        />
      )}
    </SectionCard>
  );
}

function seriesOf(
  { points }: RepeatCurveView,
  { analytics }: Messages,
  { number }: Formats,
): ChartSeries[] {
  const words = analytics.repeat;
  const lines = { share: words.share, lower: words.lower, upper: words.upper };
  return (['share', 'lower', 'upper'] as const).map((line) => ({
    name: lines[line],
    points: points.map((point) => ({ key: number(point.days), value: point[line] })),
    isComparison: line !== 'share',
  }));
}

function sentencesOf(
  curve: RepeatCurveView,
  { analytics }: Messages,
  { number, percent }: Formats,
): string[] {
  const words = analytics.repeat;
  const last = curve.points.at(-1);
  if (!last || curve.points.length < 2) return [words.tooFew(number(LEAST_CUSTOMERS))];
  const { days, share, lower, upper } = last;
  return [
    words.within(percent(share), number(days), percent(lower), percent(upper)),
    words.counted(number(curve.repeated), number(curve.customers)),
    ...(curve.medianDaysOfRepeaters === null
      ? []
      : [words.median(number(curve.medianDaysOfRepeaters, 0))]),
  ];
}
