import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { CampaignPage } from '#app/components/campaigns/campaign-page.tsx';
import { SHOWS } from '#app/components/campaigns/campaign-view.ts';
import { DECISION_REASONS } from '#app/domain/campaigns/decision.ts';
import { currentVersion } from '#app/domain/campaigns/definition.ts';
import { compareGroups } from '#app/domain/measurement/compare-groups.ts';
import { notFound, readForm, readQuery } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { changeStatus, listVersions, resend } from './app.campaigns.campaign.server.ts';
import { sendingStateOf } from './app.campaigns.shared.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

const DECISIONS_PER_PAGE = 25;
const listQuery = z.object({
  show: z.enum(SHOWS).optional(),
  reason: z.enum(DECISION_REASONS).optional(),
  cursor: z.string().max(200).optional(),
});
const form = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('status'), status: z.enum(['active', 'paused', 'archived']) }),
  z.object({ intent: z.literal('resend'), effectId: z.string().min(1).max(200) }),
]);

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const { show, reason, cursor } = readQuery(args.request, listQuery, messages);
  const { campaignId: id = '' } = args.params;
  const { campaign: reads } = args.context.reads;
  const campaign = (await reads.find(shop.shopId, id)) ?? notFound();
  const { campaignId, play, name, status, activatedAt } = campaign;
  const [results, decisions, isPlanning] = await Promise.all([
    reads.results(shop.shopId, campaignId),
    reads.decisions(shop.shopId, campaignId, {
      outcome: show === undefined || show === 'uncertain' ? 'decided' : show,
      isUncertain: show === 'uncertain',
      reason: reason ?? null,
      cursor: cursor ?? null,
      limit: DECISIONS_PER_PAGE,
    }),
    reads.isPlanning(shop.shopId, campaignId),
  ]);
  return {
    campaignId,
    play,
    name,
    status,
    isPlanning,
    wasActive: activatedAt !== null,
    definition: currentVersion(campaign).definition,
    sending: sendingStateOf(shop),
    results: { ...results, comparison: compareGroups(results.treatment, results.holdoutGroup) },
    filter: { show, reason },
    isFirstPage: cursor === undefined,
    decisions,
    versions: listVersions(campaign),
  };
}

export async function action(args: ActionFunctionArgs) {
  const { messages } = await authenticateAdmin(args);
  const { values, refusal } = await readForm(args.request, form, messages);
  if (!values) return refusal;
  return values.intent === 'status'
    ? changeStatus(args, values.status)
    : resend(args, values.effectId);
}

export default function CampaignRoute() {
  return <CampaignPage {...useLoaderData<typeof loader>()} />;
}
