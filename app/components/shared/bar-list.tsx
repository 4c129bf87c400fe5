import { BlockStack, Box, InlineStack, Link, Text } from '@shopify/polaris';

export interface BarListItem {
  key: string;
  label: string;
  url: string;
  value: number;
  /** The value as it is read, and what stands beside it. */
  text: string;
  detail?: string;
}

/** Bars that can be read and followed: one line each with a link, a value and a bar of its size. */
export function BarList({ items }: { items: BarListItem[] }) {
  const largest = Math.max(1, ...items.map(({ value }) => value));
  return (
    <BlockStack as="ul" gap="200">
      {items.map((item) => (
        <li key={item.key} style={{ listStyle: 'none' }}>
          <BlockStack gap="050">
            <InlineStack align="space-between" gap="200">
              <Link url={item.url} removeUnderline>
                {item.label}
              </Link>
              <Text as="span" numeric>
                {item.text}
                {item.detail && (
                  <Text as="span" tone="subdued">
                    {` · ${item.detail}`}
                  </Text>
                )}
              </Text>
            </InlineStack>
            <Bar share={item.value / largest} />
          </BlockStack>
        </li>
      ))}
    </BlockStack>
  );
}

function Bar({ share }: { share: number }) {
  // A bar of something is never too thin to see.
  const width = share === 0 ? '0' : `max(3px, ${(share * 100).toFixed(2)}%)`;
  return (
    <Box background="bg-surface-tertiary" borderRadius="100" overflowX="hidden">
      <div
        aria-hidden="true"
        style={{ width, height: '6px', background: 'var(--p-color-bg-fill-info)' }}
      />
    </Box>
  );
}
