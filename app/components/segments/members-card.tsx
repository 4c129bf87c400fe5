import { Card, InlineStack, Link, Text } from '@shopify/polaris';
import { type CustomerRow, CustomersTable } from '../customers/customers-table.tsx';
import { EmptyResult } from '../shared/empty-result.tsx';
import { useShell } from '../shared/shell-context.tsx';

export interface MembersView {
  rows: CustomerRow[];
  next: string | null;
  previous: string | null;
  total: number;
}

interface MembersCardProps {
  segmentKey: string;
  members: MembersView;
  /** What to do about a segment that nobody is in. */
  emptyText: string;
}

/** Who is in a segment now, page by page. */
export function MembersCard({ segmentKey, members, emptyText }: MembersCardProps) {
  const { messages } = useShell();
  const words = messages.segments.page;
  const urlOf = (cursor: string | null) =>
    cursor === null ? null : `/app/segments/${segmentKey}?cursor=${cursor}`;
  return (
    <Card padding="0">
      <div style={{ padding: '16px 16px 8px' }}>
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            {words.membersTitle}
          </Text>
          <Link url={`/app/customers?segment=${segmentKey}`}>{words.allMembers}</Link>
        </InlineStack>
      </div>
      {members.total === 0 ? (
        <EmptyResult title={words.noMembers} text={emptyText} />
      ) : (
        <CustomersTable
          rows={members.rows}
          total={members.total}
          previousUrl={urlOf(members.previous)}
          nextUrl={urlOf(members.next)}
        />
      )}
    </Card>
  );
}
