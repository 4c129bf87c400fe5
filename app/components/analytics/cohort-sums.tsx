import { DataTable } from '@shopify/polaris';
import type { CohortTable } from '#app/domain/analytics/cohort-table.ts';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';

/** By whose they are, the net sales of the shown months: the parts sum to the whole. */
export function CohortSums({ sums }: { sums: CohortTable['sums'] }) {
  const { messages, formats } = useShell();
  const words = messages.analyticsTables.cohorts.sums;
  const parts: [string, number][] = [
    [words.cohorts, sums.cohortsMinor],
    [words.earlier, sums.earlierMinor],
    [words.withoutCustomer, sums.withoutCustomerMinor],
  ];
  return (
    <SectionCard title={words.title}>
      <DataTable
        columnContentTypes={['text', 'numeric']}
        headings={['', messages.analytics.figures.revenue.label]}
        rows={parts.map(([label, minor]) => [label, formats.money(minor)])}
        totals={['', formats.money(sums.totalMinor)]}
        totalsName={{ singular: words.total, plural: words.total }}
        showTotalsInFooter
        increasedTableDensity
        hoverable={false}
      />
    </SectionCard>
  );
}
