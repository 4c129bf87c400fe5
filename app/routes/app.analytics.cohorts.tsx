import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { COHORT_MONTHS } from '#app/components/analytics/cohort-view.ts';
import { CohortsPage } from '#app/components/analytics/cohorts-page.tsx';
import { readQuery } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

const cohortsQuery = z.object({ months: z.enum(COHORT_MONTHS).default('12') });

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const { months } = readQuery(args.request, cohortsQuery, messages);
  const shown = months === 'all' ? null : Number(months);
  const table = await args.context.reads.analytics.cohorts(shop, shown);
  return { table: { ...table, months, asOf: table.asOf.toISOString() } };
}

export default function CohortsRoute() {
  return <CohortsPage {...useLoaderData<typeof loader>()} />;
}
