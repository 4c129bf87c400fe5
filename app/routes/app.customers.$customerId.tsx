import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { CustomerPage } from '#app/components/customer/customer-page.tsx';
import { type FormAnswer, notFound, readForm, readQuery, refuse } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { toLackView, toPredictionView } from './app.predictions.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

const ORDERS_SHOWN = 100;
const DECISIONS_SHOWN = 30;
const ENTRIES_PER_PAGE = 30;

/** Guests have negative ids. */
const ID = /^-?\d{1,18}$/;
const query = z.object({ cursor: z.string().max(1_000).optional() });

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const { customerId = '' } = args.params;
  const { cursor = null } = readQuery(args.request, query, messages);
  if (!ID.test(customerId)) notFound();
  const { customer, loyalty, predictions } = args.context.reads;
  const page = await customer.page(shop, customerId);
  if (!page) notFound();
  const [orders, decisions, timeline, member, merges, prediction, fit] = await Promise.all([
    customer.orders(shop, customerId, ORDERS_SHOWN),
    customer.decisions(shop, customerId, DECISIONS_SHOWN),
    customer.timeline(shop, customerId, { cursor, limit: ENTRIES_PER_PAGE }),
    loyalty.member(shop.shopId, customerId),
    customer.merges(shop, customerId),
    predictions.ofCustomer(shop, customerId),
    predictions.current(shop.shopId),
  ]);
  const { periodDays, lifetimeYears } = shop.settings.classicClv;
  return {
    ...page,
    orders,
    ordersShown: ORDERS_SHOWN,
    decisions,
    timeline,
    member,
    merges,
    lack: toLackView(fit),
    prediction: toPredictionView(prediction, fit?.fit ?? null),
    shop: { domain: shop.domain, timezone: shop.timezone, periodDays, lifetimeYears },
  };
}

const form = z.object({
  intent: z.literal('undo-merge'),
  mergedId: z.string().regex(/^\d{1,18}$/),
});

export async function action(args: ActionFunctionArgs): Promise<FormAnswer> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const { customerId: keptId = '' } = args.params;
  if (!ID.test(keptId)) notFound();
  const { values, refusal } = await readForm(args.request, form, messages);
  if (refusal) return refusal;
  const { mergedId } = values;
  const words = messages.customer.merges;
  const { outcome } = await args.context.services.reverseMerge({ shop, keptId, mergedId, actor });
  if (outcome === 'not_merged') return refuse(words.notMerged);
  if (outcome === 'points_spent_together') return refuse(words.spentTogether);
  return { ok: true, message: words.undone };
}

export default function CustomerRoute() {
  return <CustomerPage {...useLoaderData<typeof loader>()} />;
}
