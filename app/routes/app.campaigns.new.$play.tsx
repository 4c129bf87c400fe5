import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type ShouldRevalidateFunction, useLoaderData } from '@remix-run/react';
import { EditorPage } from '#app/components/campaigns/editor-page.tsx';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import { PLAYS } from '#app/domain/campaigns/definition.ts';
import { notFound } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { saveFromEditor } from './app.campaigns.save.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

function readPlay(text: string | undefined) {
  return PLAYS.find((play) => play === text) ?? notFound();
}

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const play = readPlay(args.params.play);
  return {
    campaignId: null,
    play,
    name: messages.campaigns.plays[play].name,
    status: 'draft' as const,
    version: null,
    definition: defaultDefinitions[play],
    testAddress: shop.email,
  };
}

export async function action(args: ActionFunctionArgs) {
  const play = readPlay(args.params.play);
  const { answer, campaignId } = await saveFromEditor(args, { campaignId: null, play });
  return campaignId ? redirect(`/app/campaigns/${campaignId}`) : answer;
}

/** Previews and rehearsals change nothing that the page has loaded. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod }) => formMethod !== 'POST';

export default function NewCampaignRoute() {
  return <EditorPage {...useLoaderData<typeof loader>()} />;
}
