import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ShouldRevalidateFunction, useLoaderData } from '@remix-run/react';
import { EditorPage } from '#app/components/campaigns/editor-page.tsx';
import { currentVersion } from '#app/domain/campaigns/definition.ts';
import { notFound, refuse } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { saveFromEditor } from './app.campaigns.save.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  const { campaignId: id = '' } = args.params;
  const campaign = (await args.context.reads.campaign.find(shop.shopId, id)) ?? notFound();
  const { campaignId, play, name, status } = campaign;
  const { version, definition } = currentVersion(campaign);
  return { campaignId, play, name, status, version, definition, testAddress: shop.email };
}

export async function action(args: ActionFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const { campaignId = '' } = args.params;
  const campaign = (await args.context.reads.campaign.find(shop.shopId, campaignId)) ?? notFound();
  if (campaign.status === 'archived') return refuse(messages.campaignEditor.archivedNote);
  const { answer } = await saveFromEditor(args, { campaignId, play: campaign.play });
  return answer;
}

/** Previews and rehearsals change nothing that the page has loaded. */
export const shouldRevalidate: ShouldRevalidateFunction = (change) => {
  const { formAction, defaultShouldRevalidate } = change;
  return formAction && !formAction.includes('/edit') ? false : defaultShouldRevalidate;
};

export default function EditCampaignRoute() {
  return <EditorPage {...useLoaderData<typeof loader>()} />;
}
