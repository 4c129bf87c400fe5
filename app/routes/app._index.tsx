import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { HomePage } from '#app/components/home/home-page.tsx';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { toFitView } from './app.predictions.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  const { reads } = args.context;
  const [figures, health, latestImport, campaigns, fit] = await Promise.all([
    reads.home.figures(shop),
    reads.health.ofShop(shop),
    reads.imports.latest(shop.shopId),
    reads.campaigns.list(shop.shopId),
    reads.predictions.current(shop.shopId),
  ]);
  const { classicClv, sender } = shop.settings;
  return {
    figures: { ...figures, ...classicClv },
    predictions: { current: toFitView(fit) },
    campaigns: campaigns.filter(({ status }) => status === 'active'),
    todo: {
      needsReopen: health.needsReopen,
      importing: latestImport?.state === 'done' ? null : latestImport,
      sendingPausedAt: shop.sendingPausedAt,
      isAddressMissing: sender.postalAddress.trim() === '',
      hasWholeHistory: health.hasWholeHistory,
      failedWebhooks: health.inbox.failed + health.inbox.rejected,
    },
  };
}

export default function HomeRoute() {
  return <HomePage {...useLoaderData<typeof loader>()} />;
}
