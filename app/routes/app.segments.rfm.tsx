import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { RfmPage } from '#app/components/segments/rfm-page.tsx';
import { type FormAnswer, readForm } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { rfmForm, toRfmValues } from './app.segments.rfm.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  const cutoffs = await args.context.reads.segments.cutoffs(shop);
  return { values: toRfmValues(shop.settings.rfm, cutoffs, shop.currency), day: shop.metricsDay };
}

export async function action(args: ActionFunctionArgs): Promise<FormAnswer> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const form = rfmForm(messages, shop.currency);
  const { values: rfm, refusal } = await readForm(args.request, form, messages);
  if (refusal) return refusal;
  await args.context.services.saveSettings({ shop, change: { rfm }, actor });
  return { ok: true, message: messages.segments.rfm.saved };
}

export default function RfmRoute() {
  return <RfmPage {...useLoaderData<typeof loader>()} />;
}
