import { BlockStack, Box, Button, Card, Form, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { AppPage } from '../shared/app-page.tsx';
import { EmptyResult } from '../shared/empty-result.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useLinkTo } from '../shared/use-link-to.ts';
import { BalancesTable } from './balances-table.tsx';
import type { BalanceView, ProgrammeState, TotalsView } from './loyalty-view.ts';
import { EarningRule, ProgrammeNotices } from './programme-notices.tsx';
import { TotalsCard } from './totals-card.tsx';

export interface LoyaltyView {
  programme: ProgrammeState;
  totals: TotalsView;
  search: string;
  rows: BalanceView[];
  next: string | null;
  previous: string | null;
}

/** The programme as a whole, and everyone's balance. */
export function LoyaltyPage({ programme, totals, search, rows, next, previous }: LoyaltyView) {
  const { messages } = useShell();
  const words = messages.loyalty;
  const urlOf = (cursor: string | null) => (cursor ? loyaltyUrl(search, cursor) : null);
  return (
    <AppPage
      title={words.title}
      width="full"
      secondaryActions={[
        { label: words.programme, url: '/app/loyalty/programme' },
        { label: words.allEntries, url: '/app/loyalty/ledger' },
      ]}
    >
      <BlockStack gap="400">
        <ProgrammeNotices programme={programme} />
        <TotalsCard totals={totals} />
        <EarningRule programme={programme} />
        <Card padding="0">
          <Box padding="400">
            <BlockStack gap="300">
              <Text as="h2" variant="headingMd">
                {words.balances.title}
              </Text>
              {(totals.members > 0 || search) && <SearchField key={search} search={search} />}
            </BlockStack>
          </Box>
          {rows.length === 0 ? (
            <EmptyResult {...(search ? words.balances.noResult : words.balances.none)} />
          ) : (
            <BalancesTable rows={rows} previousUrl={urlOf(previous)} nextUrl={urlOf(next)} />
          )}
        </Card>
      </BlockStack>
    </AppPage>
  );
}

function loyaltyUrl(search: string, cursor?: string): string {
  const params = new URLSearchParams();
  if (search) params.set('q', search);
  if (cursor) params.set('cursor', cursor);
  const query = params.toString();
  return `/app/loyalty${query ? `?${query}` : ''}`;
}

function SearchField({ search }: { search: string }) {
  const { messages } = useShell();
  const words = messages.loyalty.balances;
  const linkTo = useLinkTo();
  const [text, setText] = useState(search);
  useEffect(() => setText(search), [search]);
  return (
    <Form onSubmit={() => linkTo(loyaltyUrl(text.trim()))}>
      <TextField
        label={words.search}
        labelHidden
        placeholder={words.search}
        value={text}
        onChange={setText}
        clearButton
        onClearButtonClick={() => {
          setText('');
          linkTo(loyaltyUrl(''));
        }}
        autoComplete="off"
        connectedRight={<Button submit>{words.searchButton}</Button>}
      />
    </Form>
  );
}
