import { Badge, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useCallback, useState } from 'react';
import { ConfirmModal } from '../shared/confirm-modal.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useAction } from '../shared/use-action.ts';

/** The one switch for all sending, which asks before it turns. */
export function PauseCard({ pausedAt }: { pausedAt: string | null }) {
  const { messages, formats } = useShell();
  const words = messages.settings.pause;
  const [isAsking, setIsAsking] = useState(false);
  const close = useCallback(() => setIsAsking(false), []);
  const action = useAction(close);
  const isPaused = pausedAt !== null;
  const label = isPaused ? words.resume : words.pause;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Badge tone={isPaused ? 'warning' : 'success'}>
            {isPaused ? words.isPaused : words.isOn}
          </Badge>
          <Text as="p">{isPaused ? words.paused(formats.dateTime(pausedAt)) : words.running}</Text>
        </InlineStack>
        <InlineStack>
          <Button
            {...(isPaused ? {} : { tone: 'critical' as const })}
            loading={action.isRunning}
            onClick={() => setIsAsking(true)}
          >
            {label}
          </Button>
        </InlineStack>
      </BlockStack>
      <ConfirmModal
        isOpen={isAsking}
        title={isPaused ? words.resumeTitle : words.pauseTitle}
        paragraphs={isPaused ? words.resumeText : words.pauseText}
        confirmLabel={label}
        {...(isPaused ? {} : { tone: 'critical' as const })}
        isRunning={action.isRunning}
        onConfirm={() => action.run({ intent: isPaused ? 'resume' : 'pause' })}
        onClose={close}
      />
    </Card>
  );
}
