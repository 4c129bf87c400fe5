import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ShouldRevalidateFunction, useLoaderData } from '@remix-run/react';
import { BuilderPage } from '#app/components/segments/builder/builder-page.tsx';
import { notFound } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { saveFromBuilder } from './app.segments.save.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  const { ownSegments } = args.context.reads;
  const found = (await ownSegments.find(shop.shopId, args.params.key ?? '')) ?? notFound();
  const { segmentId, name, rule, updatedAt } = found;
  const options = await ownSegments.ruleOptions(shop.shopId);
  return { segmentId, name, rule, updatedAt: updatedAt.toISOString(), options };
}

export async function action(args: ActionFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  const { ownSegments } = args.context.reads;
  const found = (await ownSegments.find(shop.shopId, args.params.key ?? '')) ?? notFound();
  const { answer } = await saveFromBuilder(args, found.segmentId);
  return answer;
}

/** Counts change nothing that the page has loaded. */
export const shouldRevalidate: ShouldRevalidateFunction = (change) => {
  const { formAction, defaultShouldRevalidate } = change;
  return formAction && !formAction.includes('/edit') ? false : defaultShouldRevalidate;
};

export default function EditSegmentRoute() {
  const view = useLoaderData<typeof loader>();
  return <BuilderPage key={view.segmentId} {...view} />;
}
