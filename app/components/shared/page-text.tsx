import { Box } from '@shopify/polaris';
import type { ReactNode } from 'react';

/** Words that stand on the page itself: on a phone, where cards reach the edge, they keep off it. */
export function PageText({ children }: { children: ReactNode }) {
  return <Box paddingInline={{ xs: '400', sm: '0' }}>{children}</Box>;
}
