import {
  BlockStack,
  Button,
  Card,
  IndexTable,
  InlineStack,
  Text,
  useBreakpoints,
} from '@shopify/polaris';
import { DeleteIcon } from '@shopify/polaris-icons';
import { useCallback, useState } from 'react';
import type { AcquisitionCost } from '#app/domain/analytics/acquisition.ts';
import type { Messages } from '#app/locales/index.ts';
import { ConfirmModal } from '../shared/confirm-modal.tsx';
import { EmptyResult } from '../shared/empty-result.tsx';
import type { Formats } from '../shared/formats.ts';
import { NarrowRow } from '../shared/narrow-row.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useAction } from '../shared/use-action.ts';

/** An entered cost, with its part of one day. */
export interface CostView extends AcquisitionCost {
  perDayMinor: number;
}

/** The entered costs, latest days first, each of which can be deleted. */
export function CostsList({ costs }: { costs: CostView[] }) {
  const { messages, formats } = useShell();
  const { smDown } = useBreakpoints();
  const words = messages.analytics.costs;
  const [asked, setAsked] = useState<CostView | null>(null);
  const close = useCallback(() => setAsked(null), []);
  const action = useAction(close);
  if (costs.length === 0) {
    return (
      <Card>
        <EmptyResult {...words.none} />
      </Card>
    );
  }
  const Cells = smDown ? NarrowCells : WideCells;
  return (
    <Card padding="0">
      <IndexTable
        resourceName={{ singular: words.title, plural: words.title }}
        itemCount={costs.length}
        selectable={false}
        condensed={smDown}
        headings={[
          { title: words.channel },
          { title: words.days },
          { title: words.amount, alignment: 'end' },
          { title: words.perDay, alignment: 'end' },
          { title: words.remove, hidden: true },
        ]}
      >
        {costs.map((cost, position) => (
          <IndexTable.Row key={cost.costId} id={cost.costId} position={position}>
            <Cells cost={cost} onRemove={() => setAsked(cost)} />
          </IndexTable.Row>
        ))}
      </IndexTable>
      <ConfirmModal
        isOpen={asked !== null}
        title={words.removeTitle}
        paragraphs={asked ? [textsOf(asked, messages, formats).removes] : []}
        confirmLabel={words.remove}
        tone="critical"
        isRunning={action.isRunning}
        onConfirm={() => asked && action.run({ intent: 'remove', costId: asked.costId })}
        onClose={close}
      />
    </Card>
  );
}

interface CellsProps {
  cost: CostView;
  onRemove: () => void;
}

function textsOf(
  { channel, from, to, costMinor, perDayMinor }: CostView,
  { analytics: { costs, period } }: Messages,
  formats: Formats,
) {
  const days = period.span(formats.day(from), formats.day(to));
  return {
    days,
    amount: formats.money(costMinor),
    perDay: formats.money(perDayMinor),
    remove: costs.removeNamed(channel, days),
    removes: costs.removeText(channel, formats.money(costMinor), days),
  };
}

function WideCells({ cost, onRemove }: CellsProps) {
  const { messages, formats } = useShell();
  const texts = textsOf(cost, messages, formats);
  return (
    <>
      <IndexTable.Cell>
        <Text as="span" fontWeight="semibold">
          {cost.channel}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>{texts.days}</IndexTable.Cell>
      {[texts.amount, texts.perDay].map((text, index) => (
        <IndexTable.Cell key={index === 0 ? 'amount' : 'perDay'}>
          <Text as="p" alignment="end" numeric>
            {text}
          </Text>
        </IndexTable.Cell>
      ))}
      <IndexTable.Cell>
        <RemoveButton label={texts.remove} onRemove={onRemove} />
      </IndexTable.Cell>
    </>
  );
}

function NarrowCells({ cost, onRemove }: CellsProps) {
  const { messages, formats } = useShell();
  const texts = textsOf(cost, messages, formats);
  return (
    <NarrowRow>
      <InlineStack align="space-between" blockAlign="center" wrap={false} gap="200">
        <BlockStack gap="050">
          <Text as="span" fontWeight="semibold">
            {cost.channel}
          </Text>
          <Text as="span" tone="subdued" variant="bodySm">
            {texts.days}
          </Text>
          <Text as="span" numeric>
            {texts.amount}
          </Text>
        </BlockStack>
        <RemoveButton label={texts.remove} onRemove={onRemove} />
      </InlineStack>
    </NarrowRow>
  );
}

function RemoveButton({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <Button
      variant="tertiary"
      tone="critical"
      icon={DeleteIcon}
      accessibilityLabel={label}
      onClick={onRemove}
    />
  );
}
