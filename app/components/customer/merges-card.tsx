import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { useCallback, useState } from 'react';
import { ConfirmModal } from '../shared/confirm-modal.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useAction } from '../shared/use-action.ts';
import type { MergedView } from './customer-view.ts';

/** Who was merged into this customer, and the way to take that back; nothing where nobody was. */
export function MergesCard({ merges }: { merges: MergedView[] }) {
  const { messages, formats } = useShell();
  const words = messages.customer.merges;
  const [asked, setAsked] = useState<MergedView | null>(null);
  const close = useCallback(() => setAsked(null), []);
  const action = useAction(close);
  if (merges.length === 0) return null;
  const nameOf = ({ name, customerId }: MergedView) => name ?? words.unnamed(customerId);
  return (
    <SectionCard title={words.title}>
      <BlockStack gap="200">
        {merges.map((merge) => (
          <InlineStack key={merge.customerId} align="space-between" blockAlign="center" gap="200">
            <Text as="p">{words.line(nameOf(merge), formats.date(merge.mergedAt))}</Text>
            <Button
              onClick={() => setAsked(merge)}
              accessibilityLabel={words.undoNamed(nameOf(merge))}
            >
              {words.undo}
            </Button>
          </InlineStack>
        ))}
      </BlockStack>
      <ConfirmModal
        isOpen={asked !== null}
        title={words.askTitle}
        paragraphs={words.askText(asked ? nameOf(asked) : '')}
        confirmLabel={words.undo}
        tone="critical"
        isRunning={action.isRunning}
        onConfirm={() => asked && action.run({ intent: 'undo-merge', mergedId: asked.customerId })}
        onClose={close}
      />
    </SectionCard>
  );
}
