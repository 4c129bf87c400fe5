import { Chart } from '../shared/chart.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';

export interface SizePoint {
  day: string;
  customers: number;
}

interface SizeHistoryProps {
  history: SizePoint[];
  /** At which times it was measured, and what one of them is called. */
  text: string;
  dayLabel: string;
}

/** How a segment's size went. */
export function SizeHistory({ history, text, dayLabel }: SizeHistoryProps) {
  const { messages, formats } = useShell();
  const words = messages.segments.page;
  const points = history.map(({ day, customers }) => ({ key: formats.day(day), value: customers }));
  return (
    <SectionCard title={words.historyTitle} text={text}>
      <Chart
        title={words.historyTitle}
        keyLabel={dayLabel}
        shape="line"
        series={[{ name: words.size, points }]}
        format={(value) => formats.number(value, 0)}
        heightPx={200}
      />
    </SectionCard>
  );
}
