import { Badge, BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import type { Messages } from '#app/locales/index.ts';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { wordOf } from '../shared/word-of.ts';
import { type DecisionView, isOutcome } from './customer-view.ts';

const TONES = { act: 'success', 'hold-back': 'info', skip: undefined } as const;

/** "Why, and why not": what campaigns decided about a customer, and what comes next. */
export function Decisions({ decisions }: { decisions: DecisionView[] }) {
  const { messages } = useShell();
  const { why } = messages.customer;
  return (
    <SectionCard title={why.title} text={why.text}>
      {decisions.length === 0 ? (
        <Text as="p">{why.none}</Text>
      ) : (
        <BlockStack as="ul" gap="300">
          {decisions.map((decision) => (
            <Decision key={decision.decisionId} decision={decision} />
          ))}
        </BlockStack>
      )}
    </SectionCard>
  );
}

function Decision({ decision }: { decision: DecisionView }) {
  const { messages, formats } = useShell();
  const { why } = messages.customer;
  const { outcome, reason } = decision;
  const tone = isOutcome(outcome) ? TONES[outcome] : 'attention';
  const label = isOutcome(outcome) ? why.outcomes[outcome] : why.waiting;
  const isWaiting = decision.state === 'waiting';
  const sentence = isWaiting
    ? why.waitingText(formats.dateTime(decision.occasionAt))
    : reason && wordOf(messages.decisions.reasons, reason);
  return (
    <li style={{ listStyle: 'none' }}>
      <BlockStack gap="050">
        <InlineStack gap="200" blockAlign="center">
          <Link url={`/app/campaigns/${decision.campaignId}`}>{decision.campaignName}</Link>
          <Badge {...(tone ? { tone } : {})}>{label}</Badge>
        </InlineStack>
        {sentence && <Text as="p">{sentence}</Text>}
        <Text as="span" tone="subdued" variant="bodySm">
          {occasionWords(decision.occasionKey, why.occasions)}
          {!isWaiting && ` · ${formats.dateTime(decision.occasionAt)}`}
        </Text>
      </BlockStack>
    </li>
  );
}

/** The occasion behind a key such as `birthday:2027` or `order:1001`. */
function occasionWords(key: string, words: Messages['customer']['why']['occasions']): string {
  const [kind, value = ''] = key.split(':');
  if (kind === 'birthday') return words.birthday(value);
  if (kind === 'anniversary') return words.anniversary(value);
  return kind === 'order' ? words.order : words.other;
}
