import {
  Badge,
  BlockStack,
  IndexTable,
  InlineStack,
  Link,
  Text,
  Tooltip,
  useBreakpoints,
} from '@shopify/polaris';
import type { RfmGroup } from '#app/domain/rfm/groups.ts';
import { GroupBadge } from '../shared/group-badge.tsx';
import { NarrowRow } from '../shared/narrow-row.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useLinkTo } from '../shared/use-link-to.ts';
import { wordOf } from '../shared/word-of.ts';
import type { CustomersSort } from './customers-query.ts';

export interface CustomerRow {
  customerId: string;
  name: string | null;
  email: string | null;
  ordersCount: number;
  historicClvMinor: number;
  clv12MonthsMinor: number | null;
  lastDay: string | null;
  rfmGroup: RfmGroup;
  segments: string[];
}

type Direction = 'ascending' | 'descending';

interface CustomersTableProps {
  rows: CustomerRow[];
  total: number;
  previousUrl: string | null;
  nextUrl: string | null;
  sort?: CustomersSort;
  direction?: Direction;
  onSort?: (sort: CustomersSort, direction: Direction) => void;
}

/** By column; null where it does not sort. */
const SORTS: (CustomersSort | null)[] = [
  'name',
  'orders',
  'spent',
  'clv',
  'last-order',
  null,
  null,
];

/** A page of customers; on a phone each takes one block of two lines. */
export function CustomersTable(props: CustomersTableProps) {
  const { messages, formats } = useShell();
  const words = messages.customers;
  const linkTo = useLinkTo();
  const { smDown } = useBreakpoints();
  const { columns } = words;
  const { rows, total, sort, direction = 'descending', onSort, previousUrl, nextUrl } = props;
  const column = SORTS.indexOf(sort ?? null);
  return (
    <IndexTable
      resourceName={words.resource}
      itemCount={rows.length}
      selectable={false}
      condensed={smDown}
      headings={[
        { title: columns.name },
        { title: columns.orders, alignment: 'end' },
        { title: columns.spent, alignment: 'end' },
        { title: columns.clv, alignment: 'end' },
        { title: columns.lastOrder },
        { title: columns.group },
        { title: columns.segments },
      ]}
      {...(onSort
        ? {
            sortable: SORTS.map((each) => each !== null),
            sortDirection: direction,
            ...(sort && column >= 0 ? { sortColumnIndex: column } : {}),
            defaultSortDirection: 'descending' as const,
            onSort: (index: number, to: Direction) => {
              const by = SORTS[index];
              if (by) onSort(by, to);
            },
          }
        : {})}
      pagination={{
        hasPrevious: previousUrl !== null,
        hasNext: nextUrl !== null,
        onPrevious: () => previousUrl && linkTo(previousUrl),
        onNext: () => nextUrl && linkTo(nextUrl),
        label: words.count(total, formats.number(total)),
      }}
    >
      {rows.map((row, position) => (
        <IndexTable.Row key={row.customerId} id={row.customerId} position={position}>
          {smDown ? <NarrowCells row={row} /> : <WideCells row={row} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function NameLink({ row }: { row: CustomerRow }) {
  const { messages } = useShell();
  const isGuest = row.customerId.startsWith('-');
  return (
    <Link url={`/app/customers/${row.customerId}`} dataPrimaryLink monochrome removeUnderline>
      <Text as="span" fontWeight="semibold">
        {row.name ?? row.email ?? (isGuest ? messages.customers.guest : messages.customers.unnamed)}
      </Text>
    </Link>
  );
}

/** Narrow enough that every row has one line; the rest is a hint away. */
const SEGMENTS_SHOWN = 2;

function WideCells({ row }: { row: CustomerRow }) {
  const { messages, formats } = useShell();
  const shown = row.segments.slice(0, SEGMENTS_SHOWN);
  const more = row.segments.slice(SEGMENTS_SHOWN);
  return (
    <>
      <IndexTable.Cell>
        <BlockStack>
          <NameLink row={row} />
          {row.name && row.email && (
            <Text as="span" tone="subdued" variant="bodySm">
              {row.email}
            </Text>
          )}
        </BlockStack>
      </IndexTable.Cell>
      <NumberCell text={formats.number(row.ordersCount)} />
      <NumberCell text={formats.money(row.historicClvMinor)} />
      <NumberCell text={formats.money(row.clv12MonthsMinor)} />
      <IndexTable.Cell>{formats.day(row.lastDay)}</IndexTable.Cell>
      <IndexTable.Cell>
        <GroupBadge group={row.rfmGroup} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <InlineStack gap="100" wrap={false}>
          {shown.map((key) => (
            <Badge key={key}>{wordOf(messages.shared.segmentNames, key)}</Badge>
          ))}
          {more.length > 0 && (
            <Tooltip
              content={more.map((key) => wordOf(messages.shared.segmentNames, key)).join(', ')}
            >
              <Badge>{messages.customers.more(more.length)}</Badge>
            </Tooltip>
          )}
        </InlineStack>
      </IndexTable.Cell>
    </>
  );
}

function NumberCell({ text }: { text: string }) {
  return (
    <IndexTable.Cell>
      <Text as="p" alignment="end" numeric>
        {text}
      </Text>
    </IndexTable.Cell>
  );
}

function NarrowCells({ row }: { row: CustomerRow }) {
  const { messages, formats } = useShell();
  const { ordersCount, lastOrder } = messages.customers;
  const parts = [ordersCount(row.ordersCount)];
  if (row.lastDay) parts.push(lastOrder(formats.day(row.lastDay)));
  return (
    <NarrowRow>
      <BlockStack gap="100">
        <InlineStack align="space-between" gap="200" wrap={false}>
          <NameLink row={row} />
          <Text as="span" numeric>
            {formats.money(row.historicClvMinor)}
          </Text>
        </InlineStack>
        <InlineStack align="space-between" gap="200">
          <Text as="span" tone="subdued" variant="bodySm">
            {parts.join(' · ')}
          </Text>
          <GroupBadge group={row.rfmGroup} />
        </InlineStack>
      </BlockStack>
    </NarrowRow>
  );
}
