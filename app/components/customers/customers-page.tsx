import { BlockStack, Card } from '@shopify/polaris';
import { AppPage } from '../shared/app-page.tsx';
import { EmptyResult } from '../shared/empty-result.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { CustomersFilters } from './customers-filters.tsx';
import {
  type CustomersQueryView,
  hasFilters,
  toSearchParams,
  withoutFilters,
} from './customers-query.ts';
import { type CustomerRow, CustomersTable } from './customers-table.tsx';
import { useCustomersQuery } from './use-customers-query.ts';

export interface CustomersView {
  query: CustomersQueryView;
  rows: CustomerRow[];
  next: string | null;
  previous: string | null;
  total: number;
}

/** All customers, found by what the app knows of them. */
export function CustomersPage({ query, rows, next, previous, total }: CustomersView) {
  const { messages } = useShell();
  const { title, none, noResult } = messages.customers;
  const change = useCustomersQuery(query);
  const isFiltered = hasFilters(query);
  const urlOf = (cursor: string | null) =>
    cursor === null ? null : `/app/customers?${toSearchParams(query, cursor)}`;
  return (
    <AppPage title={title} width="full">
      <BlockStack gap="400">
        {total === 0 && !isFiltered ? (
          <Card>
            <EmptyResult
              title={none.title}
              text={none.text}
              action={{ label: none.action, url: '/app' }}
            />
          </Card>
        ) : (
          <Card padding="0">
            <CustomersFilters query={query} onChange={change} />
            {total === 0 ? (
              <EmptyResult
                title={noResult.title}
                text={noResult.text}
                action={{ label: noResult.clear, onAction: () => change(withoutFilters()) }}
              />
            ) : (
              <CustomersTable
                rows={rows}
                total={total}
                previousUrl={urlOf(previous)}
                nextUrl={urlOf(next)}
                sort={query.sort}
                direction={query.direction}
                onSort={(sort, direction) => change({ sort, direction })}
              />
            )}
          </Card>
        )}
      </BlockStack>
    </AppPage>
  );
}
