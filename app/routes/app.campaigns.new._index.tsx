import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ChoosePlayPage } from '#app/components/campaigns/choose-play-page.tsx';
import { authenticateAdmin } from '#app/shopify.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  const { reads } = args.context;
  const [figures, campaigns] = await Promise.all([
    reads.plays.figures(shop.shopId),
    reads.campaigns.list(shop.shopId),
  ]);
  const programme = campaigns.find(({ play, status }) => {
    return play === 'loyalty-points' && status !== 'archived';
  });
  return { figures, programmeId: programme?.campaignId ?? null };
}

export default function ChoosePlayRoute() {
  return <ChoosePlayPage {...useLoaderData<typeof loader>()} />;
}
