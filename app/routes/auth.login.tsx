import type { MetaFunction } from '@remix-run/node';
import { Sheet, sheetLinks } from '#app/components/sheet/sheet.tsx';
import { messagesFor } from '#app/locales/index.ts';

const { appName, outsideAdmin } = messagesFor('en').shell;

export const links = () => sheetLinks;

export const meta: MetaFunction = () => [
  { title: appName },
  { name: 'robots', content: 'noindex' },
];

/** Where Shopify's library sends who opens a page outside the admin; no shop is asked for here. */
export default function LoginRoute() {
  return (
    <Sheet title={outsideAdmin.title}>
      <p>{outsideAdmin.text}</p>
    </Sheet>
  );
}
