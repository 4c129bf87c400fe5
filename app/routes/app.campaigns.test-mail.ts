import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import type { ActionResult } from '#app/components/shared/action-result.ts';
import { readForm, refuse } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { definitionForm } from './app.campaigns.shared.server.ts';

const testForm = definitionForm.extend({ to: z.email().max(254) });

/** Sends the mail of a campaign, as the editor has it, to the merchant. */
export async function action(args: ActionFunctionArgs): Promise<ActionResult> {
  const { shop, messages } = await authenticateAdmin(args);
  const words = messages.campaignEditor.preview;
  const form = await readForm(args.request, testForm, messages);
  if (!form.values) return form.refusal;
  const { play, definition, to } = form.values;
  const result = await args.context.services.sendTestMessage({ shop, play, definition, to });
  if (result.outcome === 'sent') return { ok: true, message: words.sent(result.to) };
  return refuse(result.outcome === 'invalid' ? words.fix : words.notSent(result.message));
}
