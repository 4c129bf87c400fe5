import { Badge, BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { wordOf } from '../shared/word-of.ts';
import { decisionsUrl, type ResultsView, type Show } from './campaign-view.ts';

interface WhyCardProps {
  campaignId: string;
  outcomes: ResultsView['outcomes'];
}

const SHOW_OF: Record<string, Show> = { act: 'act', 'hold-back': 'hold-back', skip: 'skip' };

/** How often each decision was made for which reason, each with the way to its customers. */
export function WhyCard({ campaignId, outcomes }: WhyCardProps) {
  const { messages, formats } = useShell();
  const { why } = messages.campaignResults;
  return (
    <SectionCard title={why.title}>
      {outcomes.length === 0 ? (
        <Text as="p">{why.none}</Text>
      ) : (
        <BlockStack as="ul" gap="200">
          {outcomes.map(({ outcome, reason, count }) => (
            <li key={`${outcome} ${reason}`} style={{ listStyle: 'none' }}>
              <InlineStack gap="200" blockAlign="start" wrap={false}>
                <div style={{ minWidth: '48px', textAlign: 'end' }}>
                  <Text as="span" numeric fontWeight="semibold">
                    {formats.number(count)}
                  </Text>
                </div>
                <div style={{ flex: 1 }}>
                  <OutcomeBadge outcome={outcome} /> {wordOf(messages.decisions.reasons, reason)}
                </div>
                <Link
                  url={decisionsUrl(campaignId, { show: SHOW_OF[outcome], reason })}
                  accessibilityLabel={`${why.show}: ${wordOf(messages.decisions.reasons, reason)}`}
                >
                  {why.show}
                </Link>
              </InlineStack>
            </li>
          ))}
        </BlockStack>
      )}
    </SectionCard>
  );
}

const TONES: Record<string, 'success' | 'info' | 'attention'> = {
  act: 'success',
  'hold-back': 'info',
  waiting: 'attention',
};

/** What was decided, or that it has not been yet. */
export function OutcomeBadge({ outcome }: { outcome: string }) {
  const { messages } = useShell();
  const tone = TONES[outcome];
  return (
    <Badge {...(tone ? { tone } : {})}>{wordOf(messages.campaignResults.outcomes, outcome)}</Badge>
  );
}
