import { BlockStack, Box, Text } from '@shopify/polaris';
import { FigureGrid } from '../shared/figure.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { CustomerFiguresView, CustomerView } from './customer-view.ts';

const DAYS_PER_YEAR = 365;

interface ValueCardProps {
  figures: CustomerFiguresView;
  shop: CustomerView['shop'];
}

/** What a customer is worth, with how the lifetime value comes about. */
export function ValueCard({ figures, shop }: ValueCardProps) {
  const { messages, formats } = useShell();
  const words = messages.customer.value;
  const { money, number } = formats;
  const days = number(shop.periodDays);
  const list = [
    {
      ...words.historic,
      value: money(figures.historicClvMinor),
      note: words.historic.note(money(figures.refundedMinor)),
    },
    {
      ...words.orders,
      value: number(figures.ordersCount),
      note: words.orders.note(number(figures.excludedCount)),
    },
    { ...words.aov, value: money(figures.aovMinor) },
    {
      label: words.frequency.label,
      definition: words.frequency.definition(days),
      value: number(figures.purchaseFrequency),
      note: words.frequency.note(days),
    },
    { ...words.clv12, value: money(figures.clv12MonthsMinor) },
    { ...words.clv24, value: money(figures.clv24MonthsMinor) },
    {
      ...words.lifetime,
      value: money(figures.classicClvMinor),
      note: words.lifetime.note(number(shop.lifetimeYears)),
    },
    { ...words.largest, value: money(figures.largestOrderMinor) },
  ];
  return (
    <SectionCard title={words.title} text={words.asOf(formats.dateTime(figures.computedAt))}>
      <FigureGrid figures={list} />
      <Formula figures={figures} shop={shop} />
    </SectionCard>
  );
}

function Formula({ figures, shop }: ValueCardProps) {
  const { messages, formats } = useShell();
  const words = messages.customer.value;
  if (figures.aovMinor === null) return null;
  const periods = (shop.lifetimeYears * DAYS_PER_YEAR) / shop.periodDays;
  return (
    <Box background="bg-surface-secondary" padding="300" borderRadius="200">
      <BlockStack gap="050">
        <Text as="span" variant="bodySm" fontWeight="semibold">
          {words.formulaTitle}
        </Text>
        <Text as="span" numeric>
          {words.formula(
            formats.money(figures.aovMinor),
            formats.number(figures.purchaseFrequency, 3),
            formats.number(periods),
            formats.money(figures.classicClvMinor),
          )}
        </Text>
        <Text as="span" variant="bodySm" tone="subdued">
          {words.formulaText}
        </Text>
      </BlockStack>
    </Box>
  );
}
