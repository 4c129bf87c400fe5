import { BlockStack, Text } from '@shopify/polaris';
import type { Period, PeriodChoice } from '#app/domain/analytics/period.ts';
import type { GroupMovement } from '#app/domain/rfm/movement.ts';
import { BarList } from '../shared/bar-list.tsx';
import { PageText } from '../shared/page-text.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { AnalyticsPage } from './analytics-page.tsx';
import { nameOnFirstDay } from './movement-names.ts';
import { MovementTable } from './movement-table.tsx';
import { NoOrders } from './no-orders.tsx';
import { PeriodPicker } from './period-picker.tsx';

export interface MovementView extends GroupMovement {
  choice: PeriodChoice;
  period: Period;
}

const MOST_MOVES = 8;

/** How customers moved between RFM groups from one day to another. */
export function MovementPage({ view }: { view: MovementView }) {
  const { messages } = useShell();
  const words = messages.analyticsTables.movement;
  return (
    <AnalyticsPage current="movement" intro={words.intro}>
      <PageText>
        <PeriodPicker choice={view.choice} period={view.period} />
      </PageText>
      {view.customers === 0 ? (
        <NoOrders />
      ) : (
        <>
          <LargestMoves view={view} />
          <SectionCard title={words.tableTitle} text={words.tableText}>
            <MovementTable movement={view} />
          </SectionCard>
        </>
      )}
    </AnalyticsPage>
  );
}

function LargestMoves({ view }: { view: MovementView }) {
  const { messages, formats } = useShell();
  const words = messages.analyticsTables.movement;
  const { day, number, percent } = formats;
  const fresh = view.before.find(({ group }) => group === 'prospects')?.customers ?? 0;
  const known = view.customers - fresh;
  const largest = view.moves
    .filter(({ from, to }) => from !== to && from !== 'prospects')
    .slice(0, MOST_MOVES);
  const items = largest.map(({ from, to, customers }) => ({
    key: `${from} ${to}`,
    label: words.move(nameOnFirstDay(from, messages), messages.shared.rfmGroups[to].name),
    url: `/app/customers?group=${to}`,
    value: customers,
    text: number(customers),
  }));
  return (
    <SectionCard title={words.title(day(view.period.from), day(view.period.to))}>
      <BlockStack gap="100">
        {known > 0 && (
          <Text as="p">{words.stayed(number(view.moved), percent(view.moved / known, 0))}</Text>
        )}
        {fresh > 0 && <Text as="p">{words.fresh(number(fresh))}</Text>}
      </BlockStack>
      <Text as="h3" variant="headingSm">
        {words.topTitle}
      </Text>
      {items.length > 0 ? <BarList items={items} /> : <Text as="p">{words.none}</Text>}
    </SectionCard>
  );
}
