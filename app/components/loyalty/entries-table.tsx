import { BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from '@shopify/polaris';
import { NarrowRows } from '../shared/narrow-rows.tsx';
import { PageLinks } from '../shared/page-links.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useLinkTo } from '../shared/use-link-to.ts';
import { describeDetail, describeEntry, signed } from './entry-words.ts';
import type { EntryView } from './loyalty-view.ts';
import { pagingOf } from './pages.ts';

interface EntriesTableProps {
  rows: EntryView[];
  /** Of one member; else each row names its own. */
  isOneMember: boolean;
  previousUrl: string | null;
  nextUrl: string | null;
}

/** Entries of the ledger, the latest first. */
export function EntriesTable({ rows, isOneMember, previousUrl, nextUrl }: EntriesTableProps) {
  const { messages } = useShell();
  const { smDown } = useBreakpoints();
  const linkTo = useLinkTo();
  const { ledger, balances } = messages.loyalty;
  if (smDown) {
    return (
      <>
        <NarrowRows
          rows={rows}
          keyOf={({ key }) => key}
          render={(row) => <NarrowRow row={row} isOneMember={isOneMember} />}
        />
        <PageLinks previousUrl={previousUrl} nextUrl={nextUrl} />
      </>
    );
  }
  return (
    <IndexTable
      resourceName={ledger.resource}
      itemCount={rows.length}
      selectable={false}
      headings={[
        { title: ledger.time },
        ...(isOneMember ? [] : [{ title: balances.member }]),
        { title: ledger.what },
        { title: ledger.points, alignment: 'end' as const },
        { title: ledger.available, alignment: 'end' as const },
      ]}
      {...pagingOf({ previousUrl, nextUrl }, linkTo)}
    >
      {rows.map((row, position) => (
        <IndexTable.Row key={row.key} id={row.key} position={position}>
          <WideCells row={row} isOneMember={isOneMember} />
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

interface CellsProps {
  row: EntryView;
  isOneMember: boolean;
}

function What({ row }: { row: EntryView }) {
  const { messages, formats } = useShell();
  const detail = describeDetail(row, messages.loyalty, formats);
  return (
    <div style={{ whiteSpace: 'normal' }}>
      <Text as="p">{describeEntry(row, messages.loyalty)}</Text>
      {detail && (
        <Text as="p" tone="subdued" variant="bodySm">
          {detail}
        </Text>
      )}
    </div>
  );
}

function Member({ row }: { row: EntryView }) {
  const { messages } = useShell();
  const { erased, unnamed } = messages.loyalty.balances;
  if (row.customerId === null) return <Text as="span">{erased}</Text>;
  return (
    <Link url={`/app/loyalty/members/${row.customerId}`} monochrome removeUnderline>
      {row.name ?? unnamed}
    </Link>
  );
}

function WideCells({ row, isOneMember }: CellsProps) {
  const { formats } = useShell();
  const { points, availablePoints } = row;
  return (
    <>
      <IndexTable.Cell>{formats.dateTime(row.occurredAt)}</IndexTable.Cell>
      {!isOneMember && (
        <IndexTable.Cell>
          <Member row={row} />
        </IndexTable.Cell>
      )}
      <IndexTable.Cell>
        <What row={row} />
      </IndexTable.Cell>
      {Object.entries({ points, availablePoints }).map(([name, change]) => (
        <IndexTable.Cell key={name}>
          <Text as="p" alignment="end" numeric>
            {signed(change, formats)}
          </Text>
        </IndexTable.Cell>
      ))}
    </>
  );
}

function NarrowRow({ row, isOneMember }: CellsProps) {
  const { formats } = useShell();
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" gap="200" wrap={false}>
        <What row={row} />
        <Text as="span" numeric fontWeight="semibold">
          {signed(row.points || row.availablePoints, formats)}
        </Text>
      </InlineStack>
      <InlineStack gap="200">
        {!isOneMember && <Member row={row} />}
        <Text as="span" tone="subdued" variant="bodySm">
          {formats.dateTime(row.occurredAt)}
        </Text>
      </InlineStack>
    </BlockStack>
  );
}
