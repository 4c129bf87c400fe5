import { BlockStack, List, Text } from '@shopify/polaris';
import type { CodeDifferenceKind } from '#app/domain/offers/compare-codes.ts';
import { FieldList } from '../shared/field-list.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';

export interface CodesView {
  auditedAt: string;
  compared: number;
  differences: number;
  examples: { kind: CodeDifferenceKind; code: string }[];
}

/** When our codes were last held against Shopify's, and where they differ. */
export function Codes({ audit }: { audit: CodesView | null }) {
  const { messages, formats } = useShell();
  const words = messages.settings.codes;
  const { number } = formats;
  const last = audit ? formats.dateTime(audit.auditedAt) : words.never;
  const counts = audit
    ? [
        { label: words.compared, value: number(audit.compared) },
        { label: words.differences, value: number(audit.differences) },
      ]
    : [];
  return (
    <SectionCard title={words.title} text={words.text}>
      <FieldList fields={[{ label: words.lastCompared, value: last }, ...counts]} />
      {audit && audit.examples.length > 0 && (
        <BlockStack gap="200">
          <List>
            {audit.examples.map(({ code, kind }) => (
              <List.Item key={code}>{words.kinds[kind](code)}</List.Item>
            ))}
          </List>
          {audit.differences > audit.examples.length && (
            <Text as="p" tone="subdued">
              {words.more(number(audit.differences - audit.examples.length))}
            </Text>
          )}
        </BlockStack>
      )}
    </SectionCard>
  );
}
