import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { SegmentsPage } from '#app/components/segments/segments-page.tsx';
import { authenticateAdmin } from '#app/shopify.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  const { segments, ownSegments } = args.context.reads;
  const [ready, own, options] = await Promise.all([
    segments.list(shop),
    ownSegments.list(shop.shopId),
    ownSegments.ruleOptions(shop.shopId),
  ]);
  return { segments: ready, own, options, day: shop.metricsDay };
}

export default function SegmentsRoute() {
  return <SegmentsPage {...useLoaderData<typeof loader>()} />;
}
