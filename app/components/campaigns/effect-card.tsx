import { BlockStack, DataTable, Text } from '@shopify/polaris';
import type { Comparison } from '#app/domain/measurement/compare-groups.ts';
import type { Messages } from '#app/locales/index.ts';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { GroupView, ResultsView } from './campaign-view.ts';

/** Those who got the campaign beside the holdout group, and what may be said of it. */
export function EffectCard({ results }: { results: ResultsView }) {
  const { messages, formats } = useShell();
  const words = messages.campaignResults.effect;
  const { number, percent, money } = formats;
  const { treatment, holdoutGroup, comparison } = results;
  const row = (label: string, { customers, buyers, orders, revenueMinor }: GroupView) => [
    label,
    number(customers),
    number(buyers),
    percent(customers > 0 ? buyers / customers : null),
    number(orders),
    money(customers > 0 ? revenueMinor / customers : null),
  ];
  return (
    <SectionCard title={words.title} text={words.text(results.attributionWindowDays)}>
      <BlockStack gap="300">
        <Text as="p" fontWeight="semibold">
          {describeComparison(comparison, words, (share) => number(share * 100, 1))}
        </Text>
        <DataTable
          columnContentTypes={['text', 'numeric', 'numeric', 'numeric', 'numeric', 'numeric']}
          headings={['', words.customers, words.buyers, words.rate, words.orders, words.revenue]}
          rows={[row(words.treatment, treatment), row(words.holdout, holdoutGroup)]}
          increasedTableDensity
          hoverable={false}
        />
      </BlockStack>
    </SectionCard>
  );
}

function describeComparison(
  comparison: Comparison,
  words: Messages['campaignResults']['effect'],
  points: (share: number) => string,
): string {
  switch (comparison.verdict) {
    case 'no_holdout_group':
      return words.noHoldout;
    case 'too_early':
      return words.tooEarly(comparison.needed);
    case 'fewer':
      return words.fewer(points(-comparison.high), points(-comparison.low));
    default:
      return words[comparison.verdict](points(comparison.low), points(comparison.high));
  }
}
