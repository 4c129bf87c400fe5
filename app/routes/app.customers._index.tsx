import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { CustomersPage } from '#app/components/customers/customers-page.tsx';
import { readQuery } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { customersQuery, toListQuery } from './app.customers.query.server.ts';

export { PageError as ErrorBoundary } from '#app/components/shared/page-error.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { shop, messages } = await authenticateAdmin(args);
  const { cursor, ...query } = readQuery(args.request, customersQuery, messages);
  const listQuery = toListQuery({ ...query, cursor }, shop.currency);
  const { rows, next, previous, total } = await args.context.reads.customers.list(
    shop.shopId,
    listQuery,
  );
  return { query, rows, next, previous, total };
}

export default function CustomersRoute() {
  return <CustomersPage {...useLoaderData<typeof loader>()} />;
}
