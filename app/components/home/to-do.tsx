import { Banner, BlockStack, Text } from '@shopify/polaris';
import { ImportProgress, type ImportView } from '../shared/import-progress.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';

export interface ToDoView {
  needsReopen: boolean;
  /** The latest import unless it is done. */
  importing: ImportView | null;
  /** Since when; null while messages go out. */
  sendingPausedAt: string | null;
  isAddressMissing: boolean;
  hasWholeHistory: boolean;
  failedWebhooks: number;
}

/** What needs doing, the most urgent first; nothing where all is well. */
export function ToDo(todo: ToDoView) {
  const { messages, formats } = useShell();
  const words = messages.home.todo;
  const { importing } = todo;
  return (
    <BlockStack gap="300">
      {todo.needsReopen && (
        <Banner tone="critical" title={words.reopen.title}>
          <Text as="p">{words.reopen.text}</Text>
        </Banner>
      )}
      {importing?.state === 'running' && (
        <SectionCard title={words.importing.title} text={words.importing.text}>
          <ImportProgress progress={importing} />
        </SectionCard>
      )}
      {importing?.state === 'failed' && (
        <Banner
          tone="critical"
          title={words.importFailed.title}
          action={{ content: words.importFailed.action, url: '/app/settings/data' }}
        />
      )}
      {todo.sendingPausedAt && (
        <Banner
          tone="warning"
          title={words.paused.title}
          action={{ content: words.paused.action, url: '/app/settings' }}
        >
          <Text as="p">{words.paused.text(formats.dateTime(todo.sendingPausedAt))}</Text>
        </Banner>
      )}
      {todo.isAddressMissing && (
        <Banner
          tone="warning"
          title={words.address.title}
          action={{ content: words.address.action, url: '/app/settings' }}
        >
          <Text as="p">{words.address.text}</Text>
        </Banner>
      )}
      {todo.failedWebhooks > 0 && (
        <Banner
          tone="warning"
          title={words.webhooks.title(formats.number(todo.failedWebhooks))}
          action={{ content: words.webhooks.action, url: '/app/settings/data' }}
        >
          <Text as="p">{words.webhooks.text}</Text>
        </Banner>
      )}
      {!todo.hasWholeHistory && (
        <Banner tone="info" title={words.history.title}>
          <Text as="p">{words.history.text}</Text>
        </Banner>
      )}
    </BlockStack>
  );
}
