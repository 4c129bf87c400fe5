import { BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from '@shopify/polaris';
import { NarrowRows } from '../shared/narrow-rows.tsx';
import { PageLinks } from '../shared/page-links.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useLinkTo } from '../shared/use-link-to.ts';
import type { BalanceView } from './loyalty-view.ts';
import { pagingOf } from './pages.ts';

interface BalancesTableProps {
  rows: BalanceView[];
  previousUrl: string | null;
  nextUrl: string | null;
}

/** Members with what they hold, most points to spend first. */
export function BalancesTable({ rows, previousUrl, nextUrl }: BalancesTableProps) {
  const { messages } = useShell();
  const { smDown } = useBreakpoints();
  const linkTo = useLinkTo();
  const words = messages.loyalty.balances;
  if (smDown) {
    return (
      <>
        <NarrowRows
          rows={rows}
          keyOf={({ memberId }) => memberId}
          render={(row) => <NarrowRow row={row} />}
        />
        <PageLinks previousUrl={previousUrl} nextUrl={nextUrl} />
      </>
    );
  }
  return (
    <IndexTable
      resourceName={words.resource}
      itemCount={rows.length}
      selectable={false}
      headings={[
        { title: words.member },
        { title: words.available, alignment: 'end' },
        { title: words.pending, alignment: 'end' },
        { title: words.held, alignment: 'end' },
        { title: words.owed, alignment: 'end' },
        { title: words.since },
      ]}
      {...pagingOf({ previousUrl, nextUrl }, linkTo)}
    >
      {rows.map((row, position) => (
        <IndexTable.Row key={row.memberId} id={row.memberId} position={position}>
          <WideCells row={row} />
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function MemberLink({ row }: { row: BalanceView }) {
  const { messages } = useShell();
  const { erased, unnamed } = messages.loyalty.balances;
  if (row.customerId === null) return <Text as="span">{erased}</Text>;
  return (
    <Link url={`/app/loyalty/members/${row.customerId}`} dataPrimaryLink monochrome removeUnderline>
      <Text as="span" fontWeight="semibold">
        {row.name ?? row.email ?? unnamed}
      </Text>
    </Link>
  );
}

function WideCells({ row }: { row: BalanceView }) {
  const { formats } = useShell();
  const { available, maturing, held, shortfall } = row;
  return (
    <>
      <IndexTable.Cell>
        <BlockStack>
          <MemberLink row={row} />
          {row.name && row.email && (
            <Text as="span" tone="subdued" variant="bodySm">
              {row.email}
            </Text>
          )}
        </BlockStack>
      </IndexTable.Cell>
      {Object.entries({ available, maturing, held, shortfall }).map(([name, points]) => (
        <IndexTable.Cell key={name}>
          <Text as="p" alignment="end" numeric>
            {formats.number(points)}
          </Text>
        </IndexTable.Cell>
      ))}
      <IndexTable.Cell>{formats.date(row.joinedAt)}</IndexTable.Cell>
    </>
  );
}

function NarrowRow({ row }: { row: BalanceView }) {
  const { messages, formats } = useShell();
  const { number } = formats;
  return (
    <InlineStack align="space-between" gap="200">
      <MemberLink row={row} />
      <Text as="span" tone="subdued" variant="bodySm">
        {messages.loyalty.balances.short(number(row.available), number(row.maturing))}
      </Text>
    </InlineStack>
  );
}
