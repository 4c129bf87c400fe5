import { Banner, BlockStack, InlineGrid, Text } from '@shopify/polaris';
import { FieldList } from '../shared/field-list.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { wordOf } from '../shared/word-of.ts';
import { decisionsUrl, type ResultsView } from './campaign-view.ts';

/** Mails that may not have arrived; a person decides what becomes of them. */
export function UncertainNotice(props: { campaignId: string; count: number }) {
  const { messages, formats } = useShell();
  const words = messages.campaignResults.messages;
  const { campaignId, count } = props;
  if (count === 0) return null;
  return (
    <Banner
      tone="warning"
      title={words.uncertainTitle(count, formats.number(count))}
      action={{
        content: words.showUncertain,
        url: decisionsUrl(campaignId, { show: 'uncertain' }),
      }}
    >
      <Text as="p">{words.uncertainText}</Text>
    </Banner>
  );
}

/** Codes and mails by their state. */
export function DeliveryCards({ results }: { results: ResultsView }) {
  const { messages, formats } = useShell();
  const { codes: codeWords, messages: mailWords } = messages.campaignResults;
  const { codes, messages: mails } = results;
  const { number } = formats;
  return (
    <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
      <SectionCard title={codeWords.title}>
        <FieldList
          fields={(['issued', 'active', 'used', 'expired'] as const).map((state) => ({
            label: codeWords[state],
            value: number(codes[state]),
          }))}
        />
      </SectionCard>
      <SectionCard title={mailWords.title}>
        <FieldList
          fields={(['sent', 'sending', 'failed', 'uncertain'] as const).map((state) => ({
            label: mailWords[state],
            value: number(mails[state]),
          }))}
        />
      </SectionCard>
    </InlineGrid>
  );
}

/** What was planned and did not leave, with the reason. */
export function ProblemsCard({ problems }: { problems: ResultsView['effectProblems'] }) {
  const { messages, formats } = useShell();
  const { problems: words, effectKinds } = messages.campaignResults;
  if (problems.length === 0) return null;
  return (
    <SectionCard title={words.title}>
      <BlockStack gap="200">
        {problems.map(({ kind, state, reason, count }) => (
          <Text as="p" key={`${kind} ${state} ${reason}`}>
            {formats.number(count)} × {wordOf(effectKinds, kind)},{' '}
            {wordOf(messages.decisions.effectStates, state).toLocaleLowerCase()}
            {reason && `: ${wordOf(messages.decisions.effectReasons, reason)}`}
          </Text>
        ))}
      </BlockStack>
    </SectionCard>
  );
}
