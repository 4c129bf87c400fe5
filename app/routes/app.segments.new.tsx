import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type ShouldRevalidateFunction, useLoaderData } from '@remix-run/react';
import { BuilderPage } from '#app/components/segments/builder/builder-page.tsx';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { saveFromBuilder } from './app.segments.save.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  const options = await args.context.reads.ownSegments.ruleOptions(shop.shopId);
  return { segmentId: null, name: '', rule: null, updatedAt: null, options };
}

export async function action(args: ActionFunctionArgs) {
  const { answer, segmentId } = await saveFromBuilder(args, null);
  return segmentId ? redirect(`/app/segments/${segmentId}`) : answer;
}

/** Counts change nothing that the page has loaded. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod }) => formMethod !== 'POST';

export default function NewSegmentRoute() {
  return <BuilderPage {...useLoaderData<typeof loader>()} />;
}
