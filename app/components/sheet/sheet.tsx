import type { ReactNode } from 'react';
import styles from './sheet.css?url';

export const sheetLinks = [{ rel: 'stylesheet', href: styles }];

/** A page for people outside the admin: one card, on any device, without JavaScript. */
export function Sheet(props: { shopName?: string; title: string; children: ReactNode }) {
  const { shopName, title, children } = props;
  return (
    <main className="sheet">
      <div className="sheet-card" role="status">
        {shopName && <p className="sheet-shop">{shopName}</p>}
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
