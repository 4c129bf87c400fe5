import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { MovementPage } from '#app/components/analytics/movement-page.tsx';
import { readQuery } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { periodQuery } from './app.analytics.shared.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const query = readQuery(args.request, periodQuery(messages, '90'), messages);
  const { period: choice, from, to } = query;
  const movement = await args.context.reads.analytics.movement(shop, { choice, from, to });
  return { view: { ...movement, choice } };
}

export default function MovementRoute() {
  return <MovementPage {...useLoaderData<typeof loader>()} />;
}
