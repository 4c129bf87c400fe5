import type { ActionFunctionArgs } from '@remix-run/node';
import type { DryRunAnswer } from '#app/components/campaigns/dry-run-section.tsx';
import { readForm } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { definitionForm } from './app.campaigns.shared.server.ts';

const SHOWN_RECIPIENTS = 5;

/** Who would get a campaign as the editor has it; writes and sends nothing. */
export async function action(args: ActionFunctionArgs): Promise<DryRunAnswer> {
  const { shop, messages } = await authenticateAdmin(args);
  const form = await readForm(args.request, definitionForm, messages);
  if (!form.values) return { outcome: 'invalid' };
  const { services, reads } = args.context;
  const report = await services.dryRunCampaign({ shop, ...form.values });
  if (report.outcome === 'invalid') return { outcome: 'invalid' };
  const first = report.recipients.slice(0, SHOWN_RECIPIENTS);
  const names = await reads.campaign.customerNames(
    shop.shopId,
    first.map(({ customerId }) => customerId),
  );
  const recipients = first.map((each) => ({ ...each, name: names.get(each.customerId) ?? null }));
  return { ...report, recipients };
}
