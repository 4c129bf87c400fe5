import { InlineStack, Pagination, Text } from '@shopify/polaris';
import { useLinkTo } from './use-link-to.ts';

interface PageLinksProps {
  /** Addresses of the neighbouring pages; null where there is none. */
  previousUrl: string | null;
  nextUrl: string | null;
  label?: string;
}

/** The way to the previous and the next page of a list; nothing where there is only one. */
export function PageLinks({ previousUrl, nextUrl, label }: PageLinksProps) {
  const linkTo = useLinkTo();
  if (!previousUrl && !nextUrl) return null;
  return (
    <InlineStack align="center" blockAlign="center" gap="200">
      <Pagination
        hasPrevious={previousUrl !== null}
        hasNext={nextUrl !== null}
        onPrevious={() => previousUrl && linkTo(previousUrl)}
        onNext={() => nextUrl && linkTo(nextUrl)}
      />
      {label && (
        <Text as="span" tone="subdued">
          {label}
        </Text>
      )}
    </InlineStack>
  );
}
