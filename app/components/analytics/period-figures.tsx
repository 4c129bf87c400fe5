import { Text } from '@shopify/polaris';
import type { Messages } from '#app/locales/index.ts';
import { FigureGrid, type FigureProps } from '../shared/figure.tsx';
import type { Formats } from '../shared/formats.ts';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { OverviewView } from './overview-view.ts';

/** The shop's figures of the period, each with its definition on demand. */
export function PeriodFigures({ view }: { view: OverviewView }) {
  const { messages, formats } = useShell();
  const words = messages.analytics;
  const { period } = view;
  const span = words.period.span(formats.day(period.from), formats.day(period.to));
  return (
    <SectionCard
      title={words.figures.title}
      text={`${span}. ${messages.shared.asOf(formats.dateTime(view.asOf))}.`}
    >
      <FigureGrid
        columns={5}
        figures={[
          ...salesFigures(view, messages, formats),
          ...customerFigures(view, messages, formats),
          ratioFigure(view, messages, formats),
        ]}
      />
      <Excluded view={view} />
    </SectionCard>
  );
}

function salesFigures(view: OverviewView, messages: Messages, formats: Formats): FigureProps[] {
  const words = messages.analytics.figures;
  const { figures, rates } = view;
  const { money, number, percent } = formats;
  const { before } = figures;
  const change = (now: number, past: number) => changeNote(view, { now, past }, messages, formats);
  const isCostKnown = figures.costedMinor > 0;
  return [
    { ...words.orders, value: number(figures.orders), note: change(figures.orders, before.orders) },
    {
      ...words.revenue,
      value: money(figures.revenueMinor),
      note: change(figures.revenueMinor, before.revenueMinor),
    },
    {
      ...words.profit,
      value: money(isCostKnown ? figures.grossProfitMinor : null),
      note: isCostKnown
        ? words.profit.coverage(percent(rates.costCoverage, 0))
        : words.profit.unknown,
    },
    { ...words.aov, value: money(rates.aovMinor) },
  ];
}

function customerFigures(view: OverviewView, messages: Messages, formats: Formats): FigureProps[] {
  const words = messages.analytics.figures;
  const { figures, rates } = view;
  const { number, percent } = formats;
  const customers = number(figures.customers);
  return [
    {
      ...words.frequency,
      value: number(rates.purchaseFrequency),
      note: words.frequency.customers(customers),
    },
    {
      ...words.repeatRate,
      value: percent(rates.repeatPurchaseRate),
      note: words.repeatRate.of(number(figures.repeatCustomers), customers),
    },
    {
      ...words.gap,
      value: number(figures.medianDaysBetweenOrders, 0),
      note: words.gap.median,
    },
    {
      ...words.retention,
      value: percent(rates.retentionRate),
      note:
        figures.customersBefore > 0
          ? words.retention.of(number(figures.retainedCustomers), number(figures.customersBefore))
          : words.retention.nobody,
    },
    { ...words.churn, value: percent(rates.churnRate) },
  ];
}

function ratioFigure(
  { acquisition }: OverviewView,
  messages: Messages,
  { number }: Formats,
): FigureProps {
  const { label, definition, ...words } = messages.analytics.figures.clvToCost;
  const { clvToCost, marginClvToCost } = acquisition;
  if (clvToCost === null) {
    return { label, definition, value: number(null), note: words.noCost };
  }
  return {
    label,
    definition,
    value: words.ratio(number(clvToCost, 1)),
    ...(marginClvToCost === null ? {} : { note: words.ofProfit(number(marginClvToCost, 1)) }),
  };
}

/** The change on the period before; null where the shop was not there for all of that. */
function changeNote(
  { days, hasWholeBefore }: OverviewView,
  { now, past }: { now: number; past: number },
  { analytics }: Messages,
  { number, percent }: Formats,
): string | null {
  if (past <= 0 || !hasWholeBefore) return null;
  const change = now / past - 1;
  const sign = change > 0 ? '+' : '';
  return analytics.figures.change(sign + percent(change, 0), number(days));
}

function Excluded({ view }: { view: OverviewView }) {
  const { messages, formats } = useShell();
  const { excluded } = view.figures;
  if (excluded.length === 0) return null;
  const words = messages.analytics.excluded;
  const reasons = excluded.map(({ reason, orders }) =>
    words.reasons[reason](formats.number(orders)),
  );
  return (
    <Text as="p" variant="bodySm" tone="subdued">
      {`${words.title}: ${reasons.join(', ')}.`}
    </Text>
  );
}
