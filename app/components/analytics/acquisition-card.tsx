import { DataTable, Link, Text } from '@shopify/polaris';
import { EmptyResult } from '../shared/empty-result.tsx';
import { FigureGrid } from '../shared/figure.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { OverviewView } from './overview-view.ts';

const COSTS_URL = '/app/analytics/costs';

/** What a customer is worth beside what one costs to win. */
export function AcquisitionCard({ view }: { view: OverviewView }) {
  const { messages, formats } = useShell();
  const words = messages.analytics.acquisition;
  const { profit } = messages.analytics.figures;
  const { acquisition } = view;
  const { money, number } = formats;
  const isCostEntered = acquisition.days > 0;
  const worth = [
    {
      label: words.clv.label,
      definition: words.clv.definition(number(view.periodDays)),
      value: money(acquisition.classicClvMinor),
    },
    {
      ...words.marginClv,
      value: money(acquisition.marginClvMinor),
      note:
        acquisition.marginClvMinor === null
          ? profit.unknown
          : profit.coverage(formats.percent(acquisition.marginCoverage, 0)),
    },
  ];
  const cost = [
    { ...words.cost, value: money(acquisition.costMinor) },
    { ...words.newCustomers, value: number(acquisition.newCustomers) },
    { ...words.perCustomer, value: money(acquisition.costPerCustomerMinor) },
  ];
  return (
    <SectionCard title={words.title} action={<Link url={COSTS_URL}>{words.edit}</Link>}>
      <FigureGrid columns={5} figures={isCostEntered ? [...worth, ...cost] : worth} />
      {isCostEntered ? (
        <>
          <DataTable
            columnContentTypes={['text', 'numeric']}
            headings={[words.channel, words.cost.label]}
            rows={acquisition.channels.map(({ channel, costMinor }) => [channel, money(costMinor)])}
            increasedTableDensity
            hoverable={false}
          />
          <Text as="p" variant="bodySm" tone="subdued">
            {words.covered(number(acquisition.days), number(view.days))}
          </Text>
        </>
      ) : (
        <EmptyResult
          title={words.none.title}
          text={words.none.text}
          action={{ label: words.none.action, url: COSTS_URL }}
        />
      )}
    </SectionCard>
  );
}
