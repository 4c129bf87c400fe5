import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { OverviewPage } from '#app/components/analytics/overview-page.tsx';
import { daysOf, PERIOD_CHOICES, periodBefore } from '#app/domain/analytics/period.ts';
import { readQuery } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { businessDay } from './app.analytics.shared.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const day = businessDay(messages).optional();
  const periodQuery = z.object({
    period: z.enum(PERIOD_CHOICES).default('365'),
    from: day,
    to: day,
  });
  const { period: choice, from, to } = readQuery(args.request, periodQuery, messages);
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
