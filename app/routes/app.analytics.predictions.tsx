import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { PredictionsPage } from '#app/components/predictions/predictions-page.tsx';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { toFitRow, toFitView } from './app.predictions.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  const { predictions } = args.context.reads;
  const [current, distribution, history] = await Promise.all([
    predictions.current(shop.shopId),
    predictions.distribution(shop.shopId),
    predictions.history(shop.shopId),
  ]);
  return { view: { current: toFitView(current), distribution, history: history.map(toFitRow) } };
}

export default function PredictionsRoute() {
  return <PredictionsPage {...useLoaderData<typeof loader>()} />;
}
