import { BlockStack, Text } from '@shopify/polaris';
import { FigureGrid } from '../shared/figure.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { TotalsView } from './loyalty-view.ts';

/** What came, what went, and what stands. */
export function TotalsCard({ totals }: { totals: TotalsView }) {
  const { messages, formats } = useShell();
  const words = messages.loyalty.totals;
  const { number, money } = formats;
  const counts = [
    'balance',
    'earned',
    'redeemed',
    'clawedBack',
    'expired',
    'adjusted',
    'members',
  ] as const;
  const [balance, ...rest] = counts.map((name) => ({
    ...words[name],
    value: number(totals[name]),
  }));
  const liability = { ...words.liability, value: money(totals.liabilityMinor) };
  return (
    <SectionCard title={words.title}>
      <BlockStack gap="300">
        <FigureGrid figures={[...(balance ? [balance] : []), liability, ...rest]} />
        <Text as="p" tone="subdued">
          {words.parts(
            number(totals.maturing),
            number(totals.available),
            number(totals.held),
            number(totals.shortfall),
          )}
        </Text>
      </BlockStack>
    </SectionCard>
  );
}
