import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type ShouldRevalidateFunction, useLoaderData } from '@remix-run/react';
import { EditorPage } from '#app/components/campaigns/editor-page.tsx';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import { PLAYS, type Play } from '#app/domain/campaigns/definition.ts';
import { notFound } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { saveFromEditor } from './app.campaigns.save.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

function readPlay(text: string | undefined) {
  return PLAYS.find((play) => play === text) ?? notFound();
}

/** A store has one points programme: where it is set up already, that is the place to go. */
async function leaveToProgramme(
  { context, request }: Pick<LoaderFunctionArgs, 'context' | 'request'>,
  shopId: string,
  play: Play,
): Promise<void> {
  if (play !== 'loyalty-points') return;
  const campaigns = await context.reads.campaigns.list(shopId);
  const existing = campaigns.find((each) => each.play === play && each.status !== 'archived');
  // A document's address says in its parameters which shop opens it.
  const { search } = new URL(request.url);
  if (existing) throw redirect(`/app/campaigns/${existing.campaignId}${search}`);
}

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const play = readPlay(args.params.play);
  await leaveToProgramme(args, shop.shopId, play);
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
  const { shop } = await authenticateAdmin(args);
  const play = readPlay(args.params.play);
  await leaveToProgramme(args, shop.shopId, play);
  const { answer, campaignId } = await saveFromEditor(args, { campaignId: null, play });
  return campaignId ? redirect(`/app/campaigns/${campaignId}`) : answer;
}

/** Previews and rehearsals change nothing that the page has loaded. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod }) => formMethod !== 'POST';

export default function NewCampaignRoute() {
  return <EditorPage {...useLoaderData<typeof loader>()} />;
}
