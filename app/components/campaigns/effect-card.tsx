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
  const groups = [treatment, holdoutGroup];
  const row = (label: string, show: (group: GroupView) => string) => [label, ...groups.map(show)];
  const perCustomer = (value: number, { customers }: GroupView) =>
    customers > 0 ? value / customers : null;
  const rows = [
    row(words.customers, (group) => number(group.customers)),
    row(words.buyers, (group) => number(group.buyers)),
    row(words.rate, (group) => percent(perCustomer(group.buyers, group))),
    row(words.orders, (group) => number(group.orders)),
    row(words.revenue, (group) => money(perCustomer(group.revenueMinor, group))),
  ];
  return (
    <SectionCard title={words.title} text={words.text(results.attributionWindowDays)}>
      <BlockStack gap="300">
        <Text as="p" fontWeight="semibold">
          {describeComparison(comparison, words, (share) => number(share * 100, 1))}
        </Text>
        <DataTable
          columnContentTypes={['text', 'numeric', 'numeric']}
          headings={['', words.treatment, words.holdout]}
          rows={rows}
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
