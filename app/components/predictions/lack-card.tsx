import { BlockStack, Text } from '@shopify/polaris';
import type { Messages } from '#app/locales/index.ts';
import type { Formats } from '../shared/formats.ts';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { UnfittedView } from './predictions-view.ts';

/** Says in plain words what is missing for predictions, and when it will be there. */
export function LackCard({ current }: { current: UnfittedView }) {
  const { messages, formats } = useShell();
  const words = messages.predictions.lack;
  return (
    <SectionCard title={words.title} text={words.text}>
      <BlockStack gap="100">
        {describeLack(current, messages, formats).map((sentence) => (
          <Text key={sentence} as="p">
            {sentence}
          </Text>
        ))}
      </BlockStack>
    </SectionCard>
  );
}

/** What is missing, and when it is expected. */
export function describeLack(
  { fit: { reason }, expectedOn }: UnfittedView,
  { predictions }: Messages,
  { number, day }: Formats,
): string[] {
  const words = predictions.lack;
  return [
    words.missing[reason.missing](number(reason.have), number(reason.need)),
    expectedOn === null ? words.unknown : words.expected(day(expectedOn)),
  ];
}
