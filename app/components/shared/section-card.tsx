import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { Definition } from './definition.tsx';

interface SectionCardProps {
  title: string;
  /** A sentence under the title. */
  text?: ReactNode;
  definition?: string;
  /** Stands at the end of the title's line. */
  action?: ReactNode;
  children?: ReactNode;
}

/** A card with a heading. */
export function SectionCard({ title, text, definition, action, children }: SectionCardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <InlineStack gap="050" blockAlign="center">
              <Text as="h2" variant="headingMd">
                {title}
              </Text>
              {definition && <Definition term={title} text={definition} />}
            </InlineStack>
            {action}
          </InlineStack>
          {text && (
            <Text as="p" tone="subdued">
              {text}
            </Text>
          )}
        </BlockStack>
        {children}
      </BlockStack>
    </Card>
  );
}
