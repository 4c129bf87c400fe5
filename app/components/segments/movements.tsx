import { Badge, BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';

export interface MovementView {
  customerId: string;
  name: string | null;
  email: string | null;
  kind: 'entered' | 'left';
  at: string;
}

/** Who came into a segment and who went, latest first. */
export function Movements({ movements }: { movements: MovementView[] }) {
  const { messages, formats } = useShell();
  const words = messages.segments.page;
  return (
    <SectionCard title={words.movementsTitle}>
      {movements.length === 0 ? (
        <Text as="p" tone="subdued">
          {words.noMovements}
        </Text>
      ) : (
        <BlockStack as="ul" gap="200">
          {movements.map((movement) => (
            <li
              key={`${movement.customerId}-${movement.kind}-${movement.at}`}
              style={{ listStyle: 'none' }}
            >
              <InlineStack gap="200" align="space-between" blockAlign="center">
                <Link url={`/app/customers/${movement.customerId}`}>
                  {movement.name ?? movement.email ?? messages.customers.unnamed}
                </Link>
                <InlineStack gap="200" blockAlign="center">
                  <Text as="span" tone="subdued" variant="bodySm">
                    {formats.date(movement.at)}
                  </Text>
                  <Badge tone={movement.kind === 'entered' ? 'success' : 'attention'}>
                    {movement.kind === 'entered' ? words.entered : words.left}
                  </Badge>
                </InlineStack>
              </InlineStack>
            </li>
          ))}
        </BlockStack>
      )}
    </SectionCard>
  );
}
