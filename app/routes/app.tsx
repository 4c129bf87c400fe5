import type { HeadersFunction, LoaderFunctionArgs } from '@remix-run/node';
import { type ShouldRevalidateFunction, useLoaderData, useRouteError } from '@remix-run/react';
import { boundary } from '@shopify/shopify-app-remix/server';
import { useState } from 'react';
import { AppFrame, appFrameLinks } from '#app/components/app-frame.tsx';
import { COUNT_URL } from '#app/components/segments/builder/count-card.tsx';
import { currencyExponent } from '#app/domain/money.ts';
import { messagesFor } from '#app/locales/index.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

export const links = () => appFrameLinks;

export async function loader(args: LoaderFunctionArgs) {
  const { locale, shop } = await authenticateAdmin(args);
  const { env, reads } = args.context;
  const { currency, timezone } = shop;
  return {
    ownSegments: await reads.ownSegments.names(shop.shopId),
    apiKey: env.SHOPIFY_API_KEY,
    appBridgeUrl: env.APP_BRIDGE_URL,
    formatSettings: {
      currency,
      currencyExponent: currencyExponent(currency),
      locale,
      timezone,
    },
  };
}

/** The frame is the same on every page but for the names of segments, when one has been saved. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, formAction = '' }) =>
  formMethod === 'POST' && formAction.startsWith('/app/segments/') && !isCount(formAction);

function isCount(address: string): boolean {
  return address.startsWith(COUNT_URL);
}

export default function AppRoute() {
  const { formatSettings: latest, ...bridge } = useLoaderData<typeof loader>();
  // Only the first address names the locale.
  const [formatSettings] = useState(latest);
  const messages = messagesFor(formatSettings.locale);
  return <AppFrame {...bridge} messages={messages} formatSettings={formatSettings} />;
}

// Shopify's library answers with thrown responses that its boundary turns into redirects.
export function ErrorBoundary() {
  return boundary.error(useRouteError());
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
