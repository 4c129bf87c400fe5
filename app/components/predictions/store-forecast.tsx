import type { ReactNode } from 'react';
import type { Messages } from '#app/locales/index.ts';
import { FigureGrid, type FigureProps } from '../shared/figure.tsx';
import type { Formats } from '../shared/formats.ts';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { DistributionView, FittedView } from './predictions-view.ts';

interface StoreForecastProps {
  current: FittedView;
  distribution: DistributionView | null;
  /** Stands at the end of the title's line. */
  action?: ReactNode;
}

/** What today's customers will bring within the horizon, with its range. */
export function StoreForecast({ current, distribution, action }: StoreForecastProps) {
  const { messages, formats } = useShell();
  const { predictions: words } = messages;
  return (
    <SectionCard
      title={words.store.title(words.within(current.fit.options.horizonDays))}
      text={words.asOf(formats.day(current.observationEnd))}
      action={action}
    >
      <FigureGrid
        columns={5}
        figures={[
          ...totalFigures(current, messages, formats),
          ...clvFigures(current, distribution, messages, formats),
        ]}
      />
    </SectionCard>
  );
}

function totalFigures(
  { fit: { total } }: FittedView,
  { predictions: words }: Messages,
  { moneyRounded, number }: Formats,
): FigureProps[] {
  const { value, purchases } = total;
  const round = (count: number) => number(count, 0);
  return [
    {
      ...words.store.revenue,
      value: moneyRounded(value?.expected ?? null),
      note: value
        ? words.between(moneyRounded(value.lower), moneyRounded(value.upper))
        : words.store.noValue,
    },
    {
      ...words.store.orders,
      value: round(purchases.expected),
      note: words.between(round(purchases.lower), round(purchases.upper)),
    },
  ];
}

function clvFigures(
  { fit }: FittedView,
  distribution: DistributionView | null,
  { predictions: { store: words } }: Messages,
  { moneyRounded, number, percent }: Formats,
): FigureProps[] {
  return [
    {
      label: words.mean.label,
      definition: words.mean.definition(percent(fit.options.monthlyDiscountRate)),
      value: moneyRounded(distribution?.meanMinor ?? null),
    },
    { ...words.median, value: moneyRounded(distribution?.medianMinor ?? null) },
    { ...words.customers, value: number(fit.customers) },
  ];
}
