import { Banner, BlockStack, Box, Card, InlineGrid, Text } from '@shopify/polaris';
import { AppPage } from '../shared/app-page.tsx';
import { EmptyResult } from '../shared/empty-result.tsx';
import { FigureGrid } from '../shared/figure.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useRefresh } from '../shared/use-refresh.ts';
import { AdjustCard } from './adjust-card.tsx';
import { EntriesTable } from './entries-table.tsx';
import { LotsCard, RewardsCard } from './lots-card.tsx';
import type { BalanceView, EntryView, LotView, RewardOption, RewardView } from './loyalty-view.ts';
import { RedeemCard } from './redeem-card.tsx';

export interface MemberView {
  customerId: string;
  title: string | null;
  /** Null for a customer without an entry. */
  balance: BalanceView | null;
  lots: LotView[];
  rewards: RewardView[];
  options: RewardOption[];
  rows: EntryView[];
  next: string | null;
  previous: string | null;
}

/** One member: balance, where it comes from, rewards, and every entry. */
export function MemberPage(view: MemberView) {
  const { messages } = useShell();
  const words = messages.loyalty.member;
  const { customerId, balance, lots, rewards, options } = view;
  // A code is made within seconds of its reward.
  useRefresh(rewards.some(({ code, state }) => state === 'held' && code === null));
  return (
    <AppPage
      title={view.title ?? messages.loyalty.balances.unnamed}
      back={{ label: words.back, url: '/app/loyalty' }}
      secondaryActions={[{ label: words.customer, url: `/app/customers/${customerId}` }]}
    >
      <BlockStack gap="400">
        {balance === null && (
          <Banner>
            <Text as="p">{words.notYet}</Text>
          </Banner>
        )}
        <BalanceCard balance={balance} />
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
          <BlockStack gap="400">
            <RedeemCard options={options} available={balance?.available ?? 0} />
            <RewardsCard rewards={rewards} />
          </BlockStack>
          <AdjustCard />
        </InlineGrid>
        <LotsCard lots={lots} />
        <Entries {...view} />
      </BlockStack>
    </AppPage>
  );
}

function BalanceCard({ balance }: { balance: BalanceView | null }) {
  const { messages, formats } = useShell();
  const words = messages.loyalty.member;
  const { number } = formats;
  return (
    <SectionCard title={words.balance}>
      <FigureGrid
        figures={[
          { ...words.available, value: number(balance?.available ?? 0) },
          { ...words.pending, value: number(balance?.maturing ?? 0) },
          { ...words.held, value: number(balance?.held ?? 0) },
          { ...words.owed, value: number(balance?.shortfall ?? 0) },
        ]}
      />
    </SectionCard>
  );
}

function Entries({ customerId, rows, next, previous }: MemberView) {
  const { messages } = useShell();
  const { entries } = messages.loyalty.member;
  const urlOf = (cursor: string | null) =>
    cursor ? `/app/loyalty/members/${customerId}?${new URLSearchParams({ cursor })}` : null;
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {entries.title}
        </Text>
      </Box>
      {rows.length === 0 ? (
        <EmptyResult title={entries.title} text={entries.none} />
      ) : (
        <EntriesTable rows={rows} isOneMember previousUrl={urlOf(previous)} nextUrl={urlOf(next)} />
      )}
    </Card>
  );
}
