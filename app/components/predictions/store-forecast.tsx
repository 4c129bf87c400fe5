import type { ReactNode } from 'react';
import type { Messages } from '#app/locales/index.ts';
import { FigureGrid, type FigureProps } from '../shared/figure.tsx';
import type { Formats } from '../shared/formats.ts';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { DistributionView, FittedView } from './predictions-view.ts';

interface StoreForecastProps {
  current: FittedView;
  /** Of predicted CLV; it takes longer to read, so some pages do without. */
  distribution?: DistributionView | null;
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
          ...customerFigures(current, distribution ?? null, messages, formats),
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

function customerFigures(
  { fit }: FittedView,
  distribution: DistributionView | null,
  { predictions: words }: Messages,
  { moneyRounded, number, percent }: Formats,
): FigureProps[] {
  const { value } = fit.total;
  const each = (minor: number) => moneyRounded(minor / fit.customers);
  const { perCustomer, median, customers } = words.store;
  return [
    value
      ? {
          ...perCustomer,
          value: each(value.expected),
          note: words.between(each(value.lower), each(value.upper)),
        }
      : { ...perCustomer, value: moneyRounded(null) },
    ...(distribution
      ? [
          {
            label: median.label,
            definition: median.definition(percent(fit.options.monthlyDiscountRate)),
            value: moneyRounded(distribution.medianMinor),
          },
        ]
      : []),
    { ...customers, value: number(fit.customers) },
  ];
}
