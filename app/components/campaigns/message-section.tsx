import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { BoundText, idOf } from './bound-fields.tsx';
import { useCampaignForm } from './form-context.tsx';

const FIELDS = ['subject', 'preheader', 'heading', 'body', 'buttonLabel'] as const;
type MessageField = (typeof FIELDS)[number];

/** The words of the mail, with what can be filled in for each customer. */
export function MessageSection() {
  const { messages } = useShell();
  const words = messages.campaignEditor.message;
  const [field, setField] = useState<MessageField>('body');
  const texts = FIELDS.map((name) => (
    <BoundText
      key={name}
      field={name}
      path={`action.message.${name}`}
      label={words[name]}
      onFocus={() => setField(name)}
      {...(name === 'body' ? { multiline: 5 } : {})}
      {...(name === 'preheader' ? { helpText: words.preheaderHelp } : {})}
    />
  ));
  return (
    <SectionCard title={words.title} text={words.footer}>
      <BlockStack gap="300">
        {texts}
        <VariableChips field={field} />
      </BlockStack>
    </SectionCard>
  );
}

function VariableChips({ field }: { field: MessageField }) {
  const { messages } = useShell();
  const { play, values, isReadOnly } = useCampaignForm();
  const insert = useInsert(field);
  const words = messages.campaignEditor.message;
  const hasOffer = play === 'anniversary-discount' || values.hasOffer;
  const usable = Object.entries(words.variables).filter(([variable]) => {
    if (variable.startsWith('offer.')) return hasOffer;
    return !variable.startsWith('order.') || play === 'cross-sell-offer';
  });
  return (
    <BlockStack gap="200">
      <Text as="p" tone="subdued">
        {words.insert} {words[field]}
      </Text>
      <InlineStack gap="200">
        {usable.map(([variable, label]) => (
          <Button
            key={variable}
            size="slim"
            disabled={isReadOnly}
            onClick={() => insert(`{{ ${variable} }}`)}
          >
            {label}
          </Button>
        ))}
      </InlineStack>
    </BlockStack>
  );
}

/** Puts text where the cursor is in a field, or was when it was left. */
function useInsert(field: MessageField): (text: string) => void {
  const { values, set } = useCampaignForm();
  return (text) => {
    const input = document.getElementById(idOf(field));
    const isText = input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement;
    const current = values[field];
    const start = (isText ? input.selectionStart : null) ?? current.length;
    const end = (isText ? input.selectionEnd : null) ?? start;
    set(field, `${current.slice(0, start)}${text}${current.slice(end)}`);
    if (!isText) return;
    requestAnimationFrame(() => {
      input.focus();
      input.setSelectionRange(start + text.length, start + text.length);
    });
  };
}
