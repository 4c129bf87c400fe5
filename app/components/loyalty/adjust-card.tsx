import { BlockStack, Button, Form, FormLayout, InlineStack, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useAction } from '../shared/use-action.ts';

/** Gives or takes points by hand, with a reason. */
export function AdjustCard() {
  const { messages } = useShell();
  const words = messages.loyalty.adjust;
  const [points, setPoints] = useState('');
  const [reason, setReason] = useState('');
  // One key per adjustment, so that the same form sent twice adjusts once.
  const [requestKey, setRequestKey] = useState(newKey);
  const { run, isRunning, errors } = useAction(() => {
    setPoints('');
    setReason('');
    setRequestKey(newKey());
  });
  return (
    <SectionCard title={words.title}>
      <Form onSubmit={() => run({ intent: 'adjust', points, reason, requestKey })}>
        <BlockStack gap="300">
          <FormLayout>
            <TextField
              label={words.points}
              value={points}
              onChange={setPoints}
              error={errors.points}
              helpText={words.pointsHelp}
              inputMode="numeric"
              autoComplete="off"
            />
            <TextField
              label={words.reason}
              value={reason}
              onChange={setReason}
              error={errors.reason}
              helpText={words.reasonHelp}
              maxLength={200}
              autoComplete="off"
            />
          </FormLayout>
          <InlineStack align="end">
            <Button submit loading={isRunning}>
              {words.button}
            </Button>
          </InlineStack>
        </BlockStack>
      </Form>
    </SectionCard>
  );
}

export function newKey(): string {
  return crypto.randomUUID();
}
