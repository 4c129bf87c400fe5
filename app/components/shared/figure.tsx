import { BlockStack, Box, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { Definition } from './definition.tsx';

export interface FigureProps {
  label: string;
  value: ReactNode;
  /** What it means, shown on demand. */
  definition?: string;
  /** A short line below the value. */
  note?: ReactNode;
}

/** One figure with its name and, on demand, its definition. */
export function Figure({ label, value, definition, note }: FigureProps) {
  return (
    <BlockStack gap="050">
      <InlineStack gap="050" blockAlign="center" wrap={false}>
        <Text as="span" variant="bodySm" tone="subdued">
          {label}
        </Text>
        {definition && <Definition term={label} text={definition} />}
      </InlineStack>
      <Text as="p" variant="headingLg" numeric>
        {value}
      </Text>
      {note && (
        <Text as="span" variant="bodySm" tone="subdued">
          {note}
        </Text>
      )}
    </BlockStack>
  );
}

/** Figures in a grid: two columns on a phone, more on a desk. */
export function FigureGrid({
  figures,
  columns = 4,
}: {
  figures: FigureProps[];
  columns?: 3 | 4 | 5;
}) {
  return (
    <Box>
      <InlineGrid columns={{ xs: 2, sm: 2, md: columns }} gap="400">
        {figures.map((figure) => (
          <Figure key={figure.label} {...figure} />
        ))}
      </InlineGrid>
    </Box>
  );
}
