import { BlockStack, Box, Button, Text } from '@shopify/polaris';

interface EmptyResultProps {
  title: string;
  text: string;
  action?: { label: string; url?: string; onAction?: () => void };
}

/** What a list says where it has nothing to show, with the next step. */
export function EmptyResult({ title, text, action }: EmptyResultProps) {
  return (
    <Box padding="800">
      <BlockStack gap="300" inlineAlign="center">
        <Text as="h3" variant="headingMd" alignment="center">
          {title}
        </Text>
        <Box maxWidth="480px">
          <Text as="p" tone="subdued" alignment="center">
            {text}
          </Text>
        </Box>
        {action && (
          <Button
            {...(action.url ? { url: action.url } : {})}
            {...(action.onAction ? { onClick: action.onAction } : {})}
          >
            {action.label}
          </Button>
        )}
      </BlockStack>
    </Box>
  );
}
