import type { ActionFunctionArgs } from '@remix-run/node';
import type { PreviewAnswer } from '#app/components/campaigns/use-preview.ts';
import { readForm } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { definitionForm, describeErrors } from './app.campaigns.shared.server.ts';

/** The mail of a campaign as the editor has it, saved or not. */
export async function action(args: ActionFunctionArgs): Promise<PreviewAnswer> {
  const { shop, messages } = await authenticateAdmin(args);
  const form = await readForm(args.request, definitionForm, messages);
  if (!form.values) return { outcome: 'invalid', errors: { definition: form.refusal.message } };
  const { play, definition } = form.values;
  const preview = await args.context.services.previewMessage({ shop, play, definition });
  if (preview.outcome === 'rendered') return preview;
  return { outcome: 'invalid', errors: describeErrors(preview.errors, shop.currency, messages) };
}
