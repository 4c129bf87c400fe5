import { Box, InlineGrid, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';

export interface Field {
  label: string;
  value: ReactNode;
}

/** Names and values below each other, as on a card of facts. */
export function FieldList({ fields }: { fields: Field[] }) {
  return (
    <Box as="div">
      {fields.map(({ label, value }, index) => (
        <Box key={label} paddingBlock="150" {...(index > 0 ? ruled : {})}>
          <InlineGrid columns={['oneThird', 'twoThirds']} gap="200">
            <Text as="span" tone="subdued">
              {label}
            </Text>
            <Text as="span" breakWord>
              {value}
            </Text>
          </InlineGrid>
        </Box>
      ))}
    </Box>
  );
}

const ruled = { borderBlockStartWidth: '025', borderColor: 'border-secondary' } as const;
