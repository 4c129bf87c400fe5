import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { LedgerPage } from '#app/components/loyalty/ledger-page.tsx';
import { readQuery } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { toEntry } from './app.loyalty.shared.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

const ENTRIES_PER_PAGE = 50;
const listQuery = z.object({ cursor: z.string().max(1_000).nullable().default(null) });

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const { cursor } = readQuery(args.request, listQuery, messages);
  const page = await args.context.reads.loyalty.entries(shop.shopId, {
    cursor,
    limit: ENTRIES_PER_PAGE,
  });
  return { ...page, rows: page.rows.map(toEntry) };
}

export default function LedgerRoute() {
  return <LedgerPage {...useLoaderData<typeof loader>()} />;
}
