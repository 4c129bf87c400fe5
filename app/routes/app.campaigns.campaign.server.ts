import type { ActionFunctionArgs } from '@remix-run/node';
import type { Campaign, CampaignDefinition } from '#app/domain/campaigns/definition.ts';
import { type FormAnswer, notFound, refuse } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

/** Activates, pauses or archives the campaign of the address. */
export async function changeStatus(
  args: ActionFunctionArgs,
  status: 'active' | 'paused' | 'archived',
): Promise<FormAnswer> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const words = messages.campaignResults;
  const { services, reads } = args.context;
  const { campaignId: id = '' } = args.params;
  const { campaignId } = (await reads.campaign.find(shop.shopId, id)) ?? notFound();
  const result = await services.changeCampaignStatus({ shop, campaignId, status, actor });
  switch (result.outcome) {
    case 'changed':
      return { ok: true, message: words.changed[status] };
    case 'unchanged':
      return { ok: true, message: words.unchanged[status] };
    case 'refused':
      return refuse(words.refusals[result.reason]);
    case 'not_found':
      return notFound();
  }
}

/** Sends a message again of which nobody knows whether it arrived. */
export async function resend(args: ActionFunctionArgs, effectId: string): Promise<FormAnswer> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const { list } = messages.campaignResults;
  const { shopId } = shop;
  const { outcome } = await args.context.services.resendUncertain({ shopId, effectId, actor });
  return outcome === 'planned' ? { ok: true, message: list.planned } : refuse(list.notUncertain);
}

const PARTS = [
  'trigger',
  'audience',
  'conditions',
  'action',
  'limits',
  'holdoutShare',
] as const satisfies (keyof CampaignDefinition)[];

/** Versions with the parts in which each differs from the one before, oldest first. */
export function listVersions({ versions }: Campaign) {
  return versions.map(({ version, validFrom, definition }, index) => {
    const before = versions[index - 1]?.definition;
    const differs = (part: (typeof PARTS)[number]) =>
      JSON.stringify(before?.[part]) !== JSON.stringify(definition[part]);
    return { version, validFrom, changed: before ? PARTS.filter(differs) : [] };
  });
}
