import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { OverviewPage } from '#app/components/analytics/overview-page.tsx';
import { daysOf, periodBefore } from '#app/domain/analytics/period.ts';
import { readQuery } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { periodQuery } from './app.analytics.shared.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const query = readQuery(args.request, periodQuery(messages, '365'), messages);
  const { period: choice, from, to } = query;
  const overview = await args.context.reads.analytics.overview(shop, { choice, from, to });
  const { period, firstDay } = overview;
  return {
    ...overview,
    choice,
    days: daysOf(period),
    hasWholeBefore: firstDay !== null && firstDay <= periodBefore(period).from,
    periodDays: shop.settings.classicClv.periodDays,
    asOf: overview.asOf.toISOString(),
  };
}

export default function AnalyticsRoute() {
  return <OverviewPage view={useLoaderData<typeof loader>()} />;
}
