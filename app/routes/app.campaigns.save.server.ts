import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import type { Play } from '#app/domain/campaigns/definition.ts';
import { type FormAnswer, notFound, readForm, refuse } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { describeErrors } from './app.campaigns.shared.server.ts';

const editorForm = z.object({
  name: z.string().max(500),
  version: z.number().int().nullable(),
  definition: z.unknown(),
});

/** Saves what the editor sends: a new campaign, or another version of one. */
export async function saveFromEditor(
  args: ActionFunctionArgs,
  campaign: { campaignId: string | null; play: Play },
): Promise<{ answer: FormAnswer; campaignId: string | null }> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const words = messages.campaignEditor;
  const form = await readForm(args.request, editorForm, messages);
  if (!form.values) return { answer: form.refusal, campaignId: null };
  const { name, version, definition } = form.values;
  const result = await args.context.services.saveCampaign({
    shop,
    ...campaign,
    expectedVersion: version,
    name,
    definition,
    actor,
  });
  switch (result.outcome) {
    case 'saved':
      return { answer: { ok: true, message: words.saved }, campaignId: result.campaignId };
    case 'invalid': {
      const errors = describeErrors(result.errors, shop.currency, messages);
      return { answer: refuse(words.refused, errors), campaignId: null };
    }
    case 'changed_meanwhile':
      return { answer: refuse(words.changedMeanwhile), campaignId: null };
    case 'not_found':
      return notFound();
  }
}
