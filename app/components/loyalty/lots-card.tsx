import { Badge, BlockStack, DataTable, InlineStack, Text, useBreakpoints } from '@shopify/polaris';
import { NarrowRows } from '../shared/narrow-rows.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { LotView, RewardView } from './loyalty-view.ts';

/** Earnings of which something is left, in the order they will be spent. */
export function LotsCard({ lots }: { lots: LotView[] }) {
  const { messages, formats } = useShell();
  const words = messages.loyalty.member.lots;
  const { smDown } = useBreakpoints();
  const { number, date } = formats;
  const rows = lots.map(({ orderName, earnedAt, maturesAt, available, maturing, held }) => [
    orderName ? words.order(orderName) : words.adjustment,
    date(earnedAt),
    number(available),
    maturing > 0 ? words.pendingUntil(number(maturing), date(maturesAt)) : number(0),
    number(held),
  ]);
  return (
    <SectionCard title={words.title} text={words.text}>
      {rows.length === 0 ? (
        <Text as="p">{words.none}</Text>
      ) : smDown ? (
        <NarrowRows
          rows={lots}
          keyOf={({ lotId }) => lotId}
          render={(lot) => <NarrowLot lot={lot} />}
        />
      ) : (
        <DataTable
          columnContentTypes={['text', 'text', 'numeric', 'numeric', 'numeric']}
          headings={['', words.earned, words.available, words.pending, words.held]}
          rows={rows}
          increasedTableDensity
          hoverable={false}
        />
      )}
    </SectionCard>
  );
}

function NarrowLot({ lot }: { lot: LotView }) {
  const { messages, formats } = useShell();
  const words = messages.loyalty.member.lots;
  const { number, date } = formats;
  const { orderName, earnedAt, maturesAt, available, maturing, held } = lot;
  const parts = [
    ...(available > 0 ? [`${words.available}: ${number(available)}`] : []),
    ...(maturing > 0
      ? [`${words.pending}: ${words.pendingUntil(number(maturing), date(maturesAt))}`]
      : []),
    ...(held > 0 ? [`${words.held}: ${number(held)}`] : []),
  ];
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" gap="200">
        <Text as="span" fontWeight="semibold">
          {orderName ? words.order(orderName) : words.adjustment}
        </Text>
        <Text as="span" tone="subdued" variant="bodySm">
          {date(earnedAt)}
        </Text>
      </InlineStack>
      <Text as="p">{parts.join(' · ')}</Text>
    </BlockStack>
  );
}

const TONES = { held: 'success', posted: 'info', expired: undefined, voided: undefined } as const;

/** The member's rewards, the latest first. */
export function RewardsCard({ rewards }: { rewards: RewardView[] }) {
  const { messages, formats } = useShell();
  const words = messages.loyalty.member.rewards;
  const { number, date } = formats;
  return (
    <SectionCard title={words.title} text={words.text}>
      {rewards.length === 0 ? (
        <Text as="p">{words.none}</Text>
      ) : (
        <BlockStack as="ul" gap="200">
          {rewards.map(({ redemptionId, code, points, state, endsAt }) => (
            <li key={redemptionId} style={{ listStyle: 'none' }}>
              <InlineStack gap="200" blockAlign="center">
                <Text as="span" fontWeight="semibold">
                  {code ?? `${words.code} ${words.coming}`}
                </Text>
                {(code !== null || state !== 'held') && (
                  <Badge {...(TONES[state] ? { tone: TONES[state] } : {})}>
                    {words.states[state]}
                  </Badge>
                )}
              </InlineStack>
              <Text as="p" tone="subdued" variant="bodySm">
                {`${words.points}: ${number(points)} · ${words.until} ${date(endsAt)}`}
              </Text>
            </li>
          ))}
        </BlockStack>
      )}
    </SectionCard>
  );
}
