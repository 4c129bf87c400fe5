import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { ConfirmModal } from '../shared/confirm-modal.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useAction } from '../shared/use-action.ts';
import { wordOf } from '../shared/word-of.ts';
import type { DecisionEffectView, DecisionRowView } from './campaign-view.ts';

/** What left the building for one decision, or did not. */
export function DecisionEffects({ row }: { row: DecisionRowView }) {
  const { messages } = useShell();
  const { list } = messages.campaignResults;
  return (
    <BlockStack gap="050">
      {row.code && (
        <Text as="span" variant="bodySm">
          {list.code(row.code)}
        </Text>
      )}
      {row.effects.filter(isWorthSaying).map((effect) => (
        <Effect key={effect.effectId} effect={effect} />
      ))}
    </BlockStack>
  );
}

/** A code that stands there was made. */
function isWorthSaying({ kind, state }: DecisionEffectView): boolean {
  return kind !== 'discount-code' || state !== 'done';
}

function Effect({ effect }: { effect: DecisionEffectView }) {
  const { messages } = useShell();
  const { effectKinds, list } = messages.campaignResults;
  const { kind, state, reason } = effect;
  const { effectStates, effectReasons } = messages.decisions;
  const isBad = state === 'failed' || state === 'uncertain';
  return (
    <InlineStack gap="200" blockAlign="center">
      <span style={{ whiteSpace: 'normal' }}>
        <Text as="span" variant="bodySm" {...(isBad ? { tone: 'critical' as const } : {})}>
          {kind === 'message' && state === 'done'
            ? list.mailSent
            : `${wordOf(effectKinds, kind)}: ${wordOf(effectStates, state).toLocaleLowerCase()}`}
          {reason && `. ${wordOf(effectReasons, reason)}`}
        </Text>
      </span>
      {state === 'uncertain' && <SendAgain effectId={effect.effectId} />}
    </InlineStack>
  );
}

function SendAgain({ effectId }: { effectId: string }) {
  const { messages } = useShell();
  const { list } = messages.campaignResults;
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  const { run, isRunning } = useAction();
  return (
    <>
      <Button size="micro" onClick={() => setIsOpen(true)} loading={isRunning}>
        {list.sendAgain}
      </Button>
      <ConfirmModal
        isOpen={isOpen}
        title={list.sendAgainTitle}
        paragraphs={[list.sendAgainText]}
        confirmLabel={list.sendAgain}
        isRunning={isRunning}
        onConfirm={() => {
          run({ intent: 'resend', effectId });
          close();
        }}
        onClose={close}
      />
    </>
  );
}
