import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { RfmGridPage } from '#app/components/analytics/rfm-grid-page.tsx';
import { RFM_GRID_AXES } from '#app/domain/analytics/rfm-grid.ts';
import { readQuery } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

const rfmQuery = z.object({ across: z.enum(RFM_GRID_AXES).default('value') });

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const { across } = readQuery(args.request, rfmQuery, messages);
  return { ...(await args.context.reads.analytics.rfm(shop, across)), across };
}

export default function RfmGridRoute() {
  return <RfmGridPage view={useLoaderData<typeof loader>()} />;
}
