import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { CostsPage } from '#app/components/analytics/costs-page.tsx';
import { daysOf } from '#app/domain/analytics/period.ts';
import { type FormAnswer, readForm, refuse } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { costsForm, toCost } from './app.analytics.costs.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(args);
  const costs = await args.context.reads.analytics.acquisitionCosts(shop);
  return {
    costs: costs.map((cost) => ({ ...cost, perDayMinor: cost.costMinor / daysOf(cost) })),
  };
}

export async function action(args: ActionFunctionArgs): Promise<FormAnswer> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const form = costsForm(messages, shop.currency);
  const { values, refusal } = await readForm(args.request, form, messages);
  if (refusal) return refusal;
  const words = messages.analytics.costs;
  const { services } = args.context;
  if (values.intent === 'remove') {
    const { outcome } = await services.removeAcquisitionCost({ shop, actor, ...values });
    return outcome === 'removed' ? { ok: true, message: words.removed } : refuse(words.gone);
  }
  const { outcome } = await services.enterAcquisitionCost({ shop, actor, cost: toCost(values) });
  return { ok: true, message: outcome === 'added' ? words.added : words.alreadyAdded };
}

export default function CostsRoute() {
  return <CostsPage {...useLoaderData<typeof loader>()} />;
}
