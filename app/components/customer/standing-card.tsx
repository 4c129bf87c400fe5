import { BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import { FieldList } from '../shared/field-list.tsx';
import { GroupBadge } from '../shared/group-badge.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { CustomerFiguresView, CustomerView } from './customer-view.ts';

interface StandingCardProps {
  figures: CustomerFiguresView;
  segments: CustomerView['segments'];
}

/** RFM group and segments, with what puts a customer there. */
export function StandingCard({ figures, segments }: StandingCardProps) {
  const { messages, formats } = useShell();
  const words = messages.customer.standing;
  const group = messages.shared.rfmGroups[figures.rfmGroup];
  const fields = [
    { label: words.scoresLabel, value: scoresOf(figures, words) },
    { label: words.firstOrder, value: formats.day(figures.firstDay) },
    { label: words.lastOrder, value: formats.day(figures.lastDay) },
    {
      label: words.discounted,
      value: words.discountedOf(
        formats.number(figures.discountedOrders),
        formats.number(figures.ordersCount),
      ),
    },
    { label: words.segmentsLabel, value: <SegmentLinks segments={segments} /> },
  ];
  return (
    <SectionCard title={words.title}>
      <InlineStack gap="200" blockAlign="center">
        <GroupBadge group={figures.rfmGroup} />
        <Text as="span">{group.text}</Text>
      </InlineStack>
      <FieldList fields={fields} />
    </SectionCard>
  );
}

function scoresOf(
  { recencyScore, frequencyScore, monetaryScore }: CustomerFiguresView,
  words: {
    scores: (recency: number, frequency: number, monetary: number) => string;
    noScores: string;
  },
): string {
  if (recencyScore === null || frequencyScore === null || monetaryScore === null) {
    return words.noScores;
  }
  return words.scores(recencyScore, frequencyScore, monetaryScore);
}

function SegmentLinks({ segments }: { segments: CustomerView['segments'] }) {
  const { messages, formats } = useShell();
  const words = messages.customer.standing;
  if (segments.length === 0) return words.noSegments;
  return (
    <BlockStack gap="050">
      {segments.map(({ key, enteredAt }) => (
        <Link key={key} url={`/app/segments/${key}`}>
          {words.since(messages.shared.segmentNames[key], formats.date(enteredAt))}
        </Link>
      ))}
    </BlockStack>
  );
}
