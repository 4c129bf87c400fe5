import { Chart } from '../shared/chart.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';

export interface MonthRevenue {
  /** `2026-11`. */
  month: string;
  revenueMinor: number;
}

export function RevenueByMonth({ months }: { months: MonthRevenue[] }) {
  const { messages, formats } = useShell();
  const { revenue } = messages.home;
  const points = months.map(({ month, revenueMinor }) => ({
    key: formats.month(month),
    value: revenueMinor,
  }));
  return (
    <SectionCard title={revenue.title} text={revenue.text}>
      <Chart
        title={revenue.title}
        keyLabel={revenue.month}
        series={[{ name: revenue.series, points }]}
        format={formats.moneyShort}
        formatExact={formats.money}
      />
    </SectionCard>
  );
}
