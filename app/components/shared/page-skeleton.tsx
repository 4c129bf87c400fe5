import {
  BlockStack,
  Card,
  InlineGrid,
  Page,
  SkeletonBodyText,
  SkeletonDisplayText,
} from '@shopify/polaris';
import { useShell } from './shell-context.tsx';

const SMALL_CARDS = ['first', 'second', 'third', 'fourth'];

/** The shape of a page while its data is on the way. */
export function PageSkeleton() {
  const { messages } = useShell();
  return (
    <Page>
      <div aria-busy="true" role="status" aria-label={messages.shared.loading}>
        <BlockStack gap="400">
          <InlineGrid columns={{ xs: 2, md: 4 }} gap="400">
            {SMALL_CARDS.map((name) => (
              <Card key={name}>
                <BlockStack gap="200">
                  <SkeletonBodyText lines={1} />
                  <SkeletonDisplayText size="small" />
                </BlockStack>
              </Card>
            ))}
          </InlineGrid>
          <Card>
            <SkeletonBodyText lines={8} />
          </Card>
        </BlockStack>
      </div>
    </Page>
  );
}
