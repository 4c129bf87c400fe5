import { useSearchParams } from '@remix-run/react';
import { Select } from '@shopify/polaris';
import type { RfmCell, RfmGridAxis, ScoredCustomers } from '#app/domain/analytics/rfm-grid.ts';
import { BarList } from '../shared/bar-list.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { AnalyticsPage } from './analytics-page.tsx';
import { NoOrders } from './no-orders.tsx';
import { withChange } from './period-picker.tsx';
import { RfmGridTable } from './rfm-grid-table.tsx';

export interface RfmGridView {
  across: RfmGridAxis;
  grid: RfmCell[][];
  /** Customers by their scores. */
  groups: ScoredCustomers[];
  /** The day in force. */
  day: string | null;
}

/** Where customers stand: recency down, another score across, and the groups made from them. */
export function RfmGridPage({ view }: { view: RfmGridView }) {
  const { messages, formats } = useShell();
  const words = messages.analyticsTables.rfm;
  if (view.groups.length === 0) {
    return (
      <AnalyticsPage current="rfm">
        <NoOrders />
      </AnalyticsPage>
    );
  }
  return (
    <AnalyticsPage
      current="rfm"
      intro={view.day ? `${words.intro} ${words.asOf(formats.day(view.day))}.` : words.intro}
      secondaryActions={[{ label: words.settings, url: '/app/segments/rfm' }]}
    >
      <SectionCard
        title={words.title}
        text={words.acrossText[view.across]}
        action={<AcrossSelect across={view.across} />}
      >
        <RfmGridTable grid={view.grid} across={view.across} />
      </SectionCard>
      <Groups groups={view.groups} />
    </AnalyticsPage>
  );
}

function AcrossSelect({ across }: { across: RfmGridAxis }) {
  const words = useShell().messages.analyticsTables.rfm;
  const [, setParameters] = useSearchParams();
  return (
    <Select
      label={words.acrossLabel}
      labelHidden
      options={Object.entries(words.across).map(([value, label]) => ({ value, label }))}
      value={across}
      onChange={(chosen) =>
        setParameters((current) => withChange(current, { across: chosen }), {
          preventScrollReset: true,
        })
      }
    />
  );
}

function Groups({ groups }: { groups: ScoredCustomers[] }) {
  const { messages, formats } = useShell();
  const words = messages.analyticsTables.rfm;
  const totalMinor = groups.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0);
  const byGroup = Map.groupBy(groups, ({ group }) => group);
  const items = [...byGroup].map(([group, members]) => {
    const customers = members.reduce((sum, each) => sum + each.customers, 0);
    const revenueMinor = members.reduce((sum, each) => sum + each.revenueMinor, 0);
    const share = totalMinor > 0 ? formats.percent(revenueMinor / totalMinor, 0) : null;
    return {
      key: group,
      label: messages.shared.rfmGroups[group].name,
      url: `/app/customers?group=${group}`,
      value: customers,
      text: formats.number(customers),
      ...(share === null ? {} : { detail: words.revenueShare(share) }),
    };
  });
  items.sort((a, b) => b.value - a.value);
  return (
    <SectionCard title={words.groupsTitle} text={words.groupsText}>
      <BarList items={items} />
    </SectionCard>
  );
}
