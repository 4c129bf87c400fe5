import type { CSSProperties } from 'react';

export const TABLE: CSSProperties = {
  borderCollapse: 'separate',
  borderSpacing: '2px',
  whiteSpace: 'nowrap',
};
export const HEAD: CSSProperties = {
  padding: '6px 8px',
  fontWeight: 550,
  fontSize: '12px',
  textAlign: 'left',
  color: 'var(--p-color-text-secondary)',
};
export const ROW_HEAD: CSSProperties = { ...HEAD, color: 'var(--p-color-text)' };
export const STICKY: CSSProperties = {
  position: 'sticky',
  left: 0,
  background: 'var(--p-color-bg-surface)',
};
export const NUMBER: CSSProperties = {
  padding: '6px 8px',
  textAlign: 'right',
  fontVariantNumeric: 'tabular-nums',
  borderRadius: '4px',
  minWidth: '58px',
};
export const TOTAL: CSSProperties = {
  fontWeight: 650,
  borderTop: '1px solid var(--p-color-border)',
  borderRadius: 0,
};
