import type { HeadersFunction, LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, useLoaderData, useRouteError } from '@remix-run/react';
import { boundary } from '@shopify/shopify-app-remix/server';
import { AppFrame, appFrameLinks } from '#app/components/app-frame.tsx';
import { messagesFor } from '#app/locales/index.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

export const links = () => appFrameLinks;

export async function loader(args: LoaderFunctionArgs) {
  const { locale } = await authenticateAdmin(args);
  const { env } = args.context;
  return { apiKey: env.SHOPIFY_API_KEY, appBridgeUrl: env.APP_BRIDGE_URL, locale };
}

export default function AppRoute() {
  const { apiKey, appBridgeUrl, locale } = useLoaderData<typeof loader>();
  return (
    <AppFrame apiKey={apiKey} appBridgeUrl={appBridgeUrl} messages={messagesFor(locale)}>
      <Outlet />
    </AppFrame>
  );
}

// Shopify's library answers with thrown responses that its boundary turns into redirects.
export function ErrorBoundary() {
  return boundary.error(useRouteError());
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
