import { BlockStack, Button, Collapsible, DataTable, InlineStack, Text } from '@shopify/polaris';
import { useId, useState } from 'react';
import { useShell } from '../shared/shell-context.tsx';
import type { PredictionView } from './prediction-view.ts';

/** The days and orders that a prediction knows of, and what it leaves out with the reason. */
export function PredictionInputs({ prediction }: { prediction: PredictionView }) {
  const { messages, formats } = useShell();
  const words = messages.predictions.customer.inputs;
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const days = prediction.purchaseDays.length;
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <BlockStack>
          <Text as="h3" variant="headingSm">
            {words.title}
          </Text>
          <Text as="p" tone="subdued">
            {words.text(days, formats.number(days))}
          </Text>
        </BlockStack>
        <Button
          variant="tertiary"
          disclosure={isOpen ? 'up' : 'down'}
          ariaExpanded={isOpen}
          ariaControls={id}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? words.hide : words.show}
        </Button>
      </InlineStack>
      <Collapsible id={id} open={isOpen}>
        <BlockStack gap="300">
          <DataTable
            columnContentTypes={['text', 'numeric', 'numeric']}
            headings={[words.day, words.orders, words.value]}
            rows={prediction.purchaseDays.map(({ day, orders, netMinor }) => [
              formats.day(day),
              formats.number(orders),
              formats.money(netMinor),
            ])}
            increasedTableDensity
            hoverable={false}
          />
          <LeftOut orders={prediction.leftOut} />
        </BlockStack>
      </Collapsible>
    </BlockStack>
  );
}

function LeftOut({ orders }: { orders: PredictionView['leftOut'] }) {
  const { messages, formats } = useShell();
  const words = messages.predictions.customer.inputs;
  if (orders.length === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="h4" variant="headingSm">
        {words.leftOutTitle}
      </Text>
      <DataTable
        columnContentTypes={['text', 'text', 'text']}
        headings={[words.order, words.day, words.reason]}
        rows={orders.map(({ name, processedAt, reason }) => [
          name,
          formats.date(processedAt),
          words.reasons[reason],
        ])}
        increasedTableDensity
        hoverable={false}
      />
    </BlockStack>
  );
}
