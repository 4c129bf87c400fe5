import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { MemberPage } from '#app/components/loyalty/member-page.tsx';
import { notFound, readForm, readQuery } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { adjust, memberForm, redeem } from './app.loyalty.member.server.ts';
import { toEntry } from './app.loyalty.shared.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

const ENTRIES_PER_PAGE = 50;
const ID = /^-?\d{1,18}$/;
const listQuery = z.object({ cursor: z.string().max(1_000).nullable().default(null) });

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const { cursor } = readQuery(args.request, listQuery, messages);
  const { customerId = '' } = args.params;
  if (!ID.test(customerId)) notFound();
  const { loyalty, loyaltyMember } = args.context.reads;
  const { shopId, settings } = shop;
  const person = (await loyaltyMember.person(shopId, customerId)) ?? notFound();
  const [balance, lots, rewards, entries] = await Promise.all([
    loyalty.member(shopId, customerId),
    loyaltyMember.lots(shopId, customerId),
    loyaltyMember.rewards(shopId, customerId),
    loyalty.entries(shopId, { customerId, cursor, limit: ENTRIES_PER_PAGE }),
  ]);
  return {
    customerId,
    title: person.name ?? person.email,
    balance,
    lots,
    rewards,
    options: settings.loyalty.enabled ? settings.loyalty.rewards : [],
    ...entries,
    rows: entries.rows.map(toEntry),
  };
}

export async function action(args: ActionFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const { customerId = '' } = args.params;
  if (!ID.test(customerId)) notFound();
  // Points are a shop's own customers' only.
  (await args.context.reads.loyaltyMember.person(shop.shopId, customerId)) ?? notFound();
  const { values, refusal } = await readForm(args.request, memberForm, messages);
  if (!values) return refusal;
  return values.intent === 'adjust'
    ? adjust(args, customerId, values)
    : redeem(args, customerId, values);
}

export default function MemberRoute() {
  return <MemberPage {...useLoaderData<typeof loader>()} />;
}
