import { BlockStack, Box, Button, Popover, Text } from '@shopify/polaris';
import { InfoIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useShell } from './shell-context.tsx';

interface DefinitionProps {
  /** What is defined, such as `Repeat rate`. */
  term: string;
  /** One or two sentences. */
  text: string;
}

/** A small button that says on demand what a figure means. */
export function Definition({ term, text }: DefinitionProps) {
  const { messages } = useShell();
  const [isOpen, setIsOpen] = useState(false);
  const activator = (
    <Button
      variant="tertiary"
      size="micro"
      icon={InfoIcon}
      accessibilityLabel={messages.shared.whatIs(term)}
      onClick={() => setIsOpen(!isOpen)}
    />
  );
  return (
    <Popover active={isOpen} activator={activator} onClose={() => setIsOpen(false)}>
      <Box padding="400" maxWidth="320px">
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            {term}
          </Text>
          <Text as="p">{text}</Text>
        </BlockStack>
      </Box>
    </Popover>
  );
}
