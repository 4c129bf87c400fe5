import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { CustomerPage } from '#app/components/customer/customer-page.tsx';
import { notFound, readQuery } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

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
  const { customer, loyalty } = args.context.reads;
  const page = await customer.page(shop, customerId);
  if (!page) notFound();
  const [orders, decisions, timeline, member] = await Promise.all([
    customer.orders(shop, customerId, ORDERS_SHOWN),
    customer.decisions(shop, customerId, DECISIONS_SHOWN),
    customer.timeline(shop, customerId, { cursor, limit: ENTRIES_PER_PAGE }),
    loyalty.member(shop.shopId, customerId),
  ]);
  const { periodDays, lifetimeYears } = shop.settings.classicClv;
  return {
    ...page,
    orders,
    ordersShown: ORDERS_SHOWN,
    decisions,
    timeline,
    member,
    shop: { domain: shop.domain, timezone: shop.timezone, periodDays, lifetimeYears },
  };
}

export default function CustomerRoute() {
  return <CustomerPage {...useLoaderData<typeof loader>()} />;
}
