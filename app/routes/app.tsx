import type { HeadersFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useRouteError } from '@remix-run/react';
import { boundary } from '@shopify/shopify-app-remix/server';
import { AppFrame, appFrameLinks } from '#app/components/app-frame.tsx';
import { currencyExponent } from '#app/domain/money.ts';
import { messagesFor } from '#app/locales/index.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

export const links = () => appFrameLinks;

export async function loader(args: LoaderFunctionArgs) {
  const { locale, shop } = await authenticateAdmin(args);
  const { env } = args.context;
  const { currency, timezone } = shop;
  return {
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

/** The frame is the same on every page, and only the first address names the locale. */
export const shouldRevalidate = () => false;

export default function AppRoute() {
  const { formatSettings, ...bridge } = useLoaderData<typeof loader>();
  const messages = messagesFor(formatSettings.locale);
  return <AppFrame {...bridge} messages={messages} formatSettings={formatSettings} />;
}

// Shopify's library answers with thrown responses that its boundary turns into redirects.
export function ErrorBoundary() {
  return boundary.error(useRouteError());
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
