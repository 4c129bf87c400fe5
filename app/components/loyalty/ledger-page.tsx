import { BlockStack, Card, Text } from '@shopify/polaris';
import { AppPage } from '../shared/app-page.tsx';
import { EmptyResult } from '../shared/empty-result.tsx';
import { PageText } from '../shared/page-text.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { EntriesTable } from './entries-table.tsx';
import type { EntryView } from './loyalty-view.ts';

export interface LedgerView {
  rows: EntryView[];
  next: string | null;
  previous: string | null;
}

/** Every change of anyone's points. */
export function LedgerPage({ rows, next, previous }: LedgerView) {
  const { messages } = useShell();
  const { title, ledger } = messages.loyalty;
  const urlOf = (cursor: string | null) =>
    cursor ? `/app/loyalty/ledger?${new URLSearchParams({ cursor })}` : null;
  return (
    <AppPage title={ledger.title} back={{ label: title, url: '/app/loyalty' }} width="full">
      <BlockStack gap="400">
        <PageText>
          <Text as="p">{ledger.text}</Text>
        </PageText>
        <Card padding="0">
          {rows.length === 0 ? (
            <EmptyResult {...ledger.none} />
          ) : (
            <EntriesTable
              rows={rows}
              isOneMember={false}
              previousUrl={urlOf(previous)}
              nextUrl={urlOf(next)}
            />
          )}
        </Card>
      </BlockStack>
    </AppPage>
  );
}
