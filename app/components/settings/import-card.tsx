import { BlockStack, Button, Text } from '@shopify/polaris';
import { useCallback, useState } from 'react';
import { ConfirmModal } from '../shared/confirm-modal.tsx';
import { ImportProgress } from '../shared/import-progress.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useAction } from '../shared/use-action.ts';
import type { DataPageView } from './data-page.tsx';

/** How far the history is read, and the way to read it again. */
export function ImportCard({
  importing,
  hasWholeHistory,
}: Pick<DataPageView, 'importing' | 'hasWholeHistory'>) {
  const { messages, formats } = useShell();
  const words = messages.settings.data;
  const [isAsking, setIsAsking] = useState(false);
  const close = useCallback(() => setIsAsking(false), []);
  const action = useAction(close);
  const isRunning = importing?.state === 'running';
  return (
    <SectionCard
      title={words.importTitle}
      text={hasWholeHistory ? words.wholeHistory : words.partHistory}
      action={
        <Button disabled={isRunning} onClick={() => setIsAsking(true)}>
          {words.importAgain}
        </Button>
      }
    >
      <BlockStack gap="200">
        {importing?.finishedAt && importing.state === 'done' && (
          <Text as="p">{words.importDone(formats.dateTime(importing.finishedAt))}</Text>
        )}
        {importing ? (
          <ImportProgress progress={importing} />
        ) : (
          <Text as="p">{words.importNone}</Text>
        )}
      </BlockStack>
      <ConfirmModal
        isOpen={isAsking}
        title={words.importAgainTitle}
        paragraphs={words.importAgainText}
        confirmLabel={words.importAgain}
        isRunning={action.isRunning}
        onConfirm={() => action.run({ intent: 'import' })}
        onClose={close}
      />
    </SectionCard>
  );
}
