import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { LoyaltyPage } from '#app/components/loyalty/loyalty-page.tsx';
import { readQuery } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { readProgramme } from './app.loyalty.shared.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

const MEMBERS_PER_PAGE = 50;
const listQuery = z.object({
  q: z.string().trim().max(200).default(''),
  cursor: z.string().max(1_000).nullable().default(null),
});

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const { q: search, cursor } = readQuery(args.request, listQuery, messages);
  const { loyalty } = args.context.reads;
  const [programme, totals, page] = await Promise.all([
    readProgramme(args.context, shop),
    loyalty.totals(shop),
    loyalty.balances(shop.shopId, { search, cursor, limit: MEMBERS_PER_PAGE }),
  ]);
  return { programme, totals, search, ...page };
}

export default function LoyaltyRoute() {
  return <LoyaltyPage {...useLoaderData<typeof loader>()} />;
}
