import { Box } from '@shopify/polaris';
import type { ReactNode } from 'react';

interface NarrowRowsProps<Row> {
  rows: Row[];
  keyOf: (row: Row) => string;
  render: (row: Row) => ReactNode;
}

/** A table's rows on a phone: one block each, as wide as the screen. */
export function NarrowRows<Row>({ rows, keyOf, render }: NarrowRowsProps<Row>) {
  return (
    <Box as="ul">
      {rows.map((row) => (
        <li key={keyOf(row)} style={{ listStyle: 'none' }}>
          <Box
            padding="400"
            paddingBlock="300"
            borderBlockStartWidth="025"
            borderColor="border-secondary"
          >
            {render(row)}
          </Box>
        </li>
      ))}
    </Box>
  );
}
