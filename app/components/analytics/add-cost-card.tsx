import { BlockStack, Button, Form, FormLayout, InlineStack, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useAction } from '../shared/use-action.ts';

const EMPTY = { channel: '', from: '', to: '', amount: '' };

/** Enters what a channel cost on some days. */
export function AddCostCard() {
  const { messages, formats } = useShell();
  const words = messages.analytics.costs;
  const [values, setValues] = useState(EMPTY);
  // One id per cost, so that the same form sent twice adds one.
  const [costId, setCostId] = useState(newId);
  const { run, isRunning, errors } = useAction(() => {
    setValues(EMPTY);
    setCostId(newId());
  });
  const field = (name: keyof typeof EMPTY) => ({
    label: words[name],
    value: values[name],
    onChange: (value: string) => setValues((current) => ({ ...current, [name]: value })),
    error: errors[name],
    autoComplete: 'off',
  });
  return (
    <SectionCard title={words.addTitle}>
      <Form onSubmit={() => run({ intent: 'add', costId, ...values })}>
        <BlockStack gap="300">
          <FormLayout>
            <TextField {...field('channel')} helpText={words.channelHelp} maxLength={60} />
            <FormLayout.Group condensed>
              <TextField {...field('from')} type="date" />
              <TextField {...field('to')} type="date" />
            </FormLayout.Group>
            <TextField {...field('amount')} prefix={formats.currencySymbol} inputMode="decimal" />
          </FormLayout>
          <InlineStack align="end">
            <Button submit variant="primary" loading={isRunning}>
              {words.add}
            </Button>
          </InlineStack>
        </BlockStack>
      </Form>
    </SectionCard>
  );
}

function newId(): string {
  return crypto.randomUUID();
}
