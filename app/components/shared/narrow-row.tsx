import type { ReactNode } from 'react';

/** What a row of a condensed table holds on a phone: one block instead of cells. */
export function NarrowRow({ children }: { children: ReactNode }) {
  return <div style={{ padding: '12px 16px', width: '100%' }}>{children}</div>;
}
