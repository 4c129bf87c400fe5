import { FigureGrid } from '../shared/figure.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';

export interface ShopFiguresView {
  asOf: { day: string; computedAt: string } | null;
  buyers: number;
  orders: number;
  excludedOrders: number;
  revenueMinor: number;
  refundedMinor: number;
  aovMinor: number | null;
  purchaseFrequency: number | null;
  repeatRate: number | null;
  averageHistoricClvMinor: number | null;
  medianDaysBetweenOrders: number | null;
  classic: {
    classicClvMinor: number;
    clv12MonthsMinor: number;
    clv24MonthsMinor: number;
  } | null;
  /** Settings of the classic formula. */
  periodDays: number;
  lifetimeYears: number;
}

/** The shop's figures, each with its definition on demand. */
export function ShopFigures(view: ShopFiguresView) {
  const { messages, formats } = useShell();
  const { home } = messages;
  const words = home.figures;
  const { money, number, percent } = formats;
  const days = number(view.periodDays);
  const years = number(view.lifetimeYears);
  const { classic } = view;
  const figures = [
    {
      ...words.orders,
      value: number(view.orders),
      note: words.orders.note(number(view.excludedOrders)),
    },
    {
      ...words.revenue,
      value: money(view.revenueMinor),
      note: words.revenue.note(money(view.refundedMinor)),
    },
    { ...words.aov, value: money(view.aovMinor) },
    {
      ...words.repeatRate,
      value: percent(view.repeatRate),
      note: words.repeatRate.note(number(view.buyers)),
    },
    {
      label: words.frequency.label,
      definition: words.frequency.definition(days),
      value: number(view.purchaseFrequency),
      note: words.frequency.note(days),
    },
    { ...words.gap, value: number(view.medianDaysBetweenOrders, 0) },
    { ...words.historicClv, value: money(view.averageHistoricClvMinor) },
    { ...words.clv12, value: money(classic?.clv12MonthsMinor ?? null) },
    { ...words.clv24, value: money(classic?.clv24MonthsMinor ?? null) },
    {
      label: words.lifetime.label,
      definition: words.lifetime.definition(years),
      value: money(classic?.classicClvMinor ?? null),
      note: words.lifetime.note(years),
    },
  ];
  const asOf = view.asOf ? home.asOf(formats.dateTime(view.asOf.computedAt)) : null;
  return (
    <SectionCard title={home.figuresTitle} text={asOf}>
      <FigureGrid figures={figures} columns={5} />
    </SectionCard>
  );
}
