import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { CampaignsPage } from '#app/components/campaigns/campaigns-page.tsx';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { sendingStateOf } from './app.campaigns.shared.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  const { reads } = args.context;
  const [campaigns, figures] = await Promise.all([
    reads.campaigns.list(shop.shopId),
    reads.plays.figures(shop.shopId),
  ]);
  return { campaigns, figures, sending: sendingStateOf(shop) };
}

export default function CampaignsRoute() {
  return <CampaignsPage {...useLoaderData<typeof loader>()} />;
}
