import { BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from '@shopify/polaris';
import type { CampaignStatus, Play } from '#app/domain/campaigns/definition.ts';
import { NarrowRows } from '../shared/narrow-rows.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { StatusBadge } from './status-badge.tsx';

export interface CampaignRow {
  campaignId: string;
  play: Play;
  name: string;
  status: CampaignStatus;
  isPlanning: boolean;
  waiting: number;
  recent: {
    entered: number;
    acted: number;
    heldBack: number;
    messagesSent: number;
    codesUsed: number;
    revenueMinor: number;
  };
}

/** Campaigns with what each did lately; on a phone each takes one block. */
export function CampaignsTable({ rows }: { rows: CampaignRow[] }) {
  const { messages } = useShell();
  const { smDown } = useBreakpoints();
  const { columns, resource } = messages.campaigns;
  if (smDown) {
    return (
      <NarrowRows
        rows={rows}
        keyOf={({ campaignId }) => campaignId}
        render={(row) => <NarrowRow row={row} />}
      />
    );
  }
  return (
    <IndexTable
      resourceName={resource}
      itemCount={rows.length}
      selectable={false}
      headings={[
        { title: columns.name },
        { title: columns.status },
        { title: columns.entered, alignment: 'end' },
        { title: columns.acted, alignment: 'end' },
        { title: columns.heldBack, alignment: 'end' },
        { title: columns.messages, alignment: 'end' },
        { title: columns.codes, alignment: 'end' },
        { title: columns.revenue, alignment: 'end' },
      ]}
    >
      {rows.map((row, position) => (
        <IndexTable.Row key={row.campaignId} id={row.campaignId} position={position}>
          <WideCells row={row} />
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function NameLink({ row }: { row: CampaignRow }) {
  return (
    <Link url={`/app/campaigns/${row.campaignId}`} dataPrimaryLink monochrome removeUnderline>
      <Text as="span" fontWeight="semibold">
        {row.name}
      </Text>
    </Link>
  );
}

function Subtitle({ row }: { row: CampaignRow }) {
  const { messages, formats } = useShell();
  const { plays, planning, waiting } = messages.campaigns;
  const parts = [plays[row.play].name];
  if (row.isPlanning) parts.push(planning);
  else if (row.waiting > 0) parts.push(waiting(row.waiting, formats.number(row.waiting)));
  return (
    <Text as="span" tone="subdued" variant="bodySm">
      {parts.join(' · ')}
    </Text>
  );
}

function WideCells({ row }: { row: CampaignRow }) {
  const { formats } = useShell();
  const { number, money } = formats;
  const { recent } = row;
  // Points follow orders without decisions, mails or codes of the campaign.
  const isPoints = row.play === 'loyalty-points';
  const counts = [
    recent.entered,
    recent.acted,
    recent.heldBack,
    recent.messagesSent,
    recent.codesUsed,
  ];
  const figures = [...counts.map((count) => number(count)), money(recent.revenueMinor)];
  return (
    <>
      <IndexTable.Cell>
        <BlockStack>
          <NameLink row={row} />
          <Subtitle row={row} />
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <StatusBadge status={row.status} />
      </IndexTable.Cell>
      {figures.map((figure, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
        <IndexTable.Cell key={index}>
          <Text as="p" alignment="end" numeric>
            {isPoints ? formats.number(null) : figure}
          </Text>
        </IndexTable.Cell>
      ))}
    </>
  );
}

function NarrowRow({ row }: { row: CampaignRow }) {
  const { messages, formats } = useShell();
  const { number, money } = formats;
  const { acted, messagesSent, revenueMinor } = row.recent;
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" gap="200" wrap={false}>
        <NameLink row={row} />
        <StatusBadge status={row.status} />
      </InlineStack>
      <Subtitle row={row} />
      {row.play !== 'loyalty-points' && (
        <Text as="span" tone="subdued" variant="bodySm">
          {messages.campaigns.summary(number(acted), number(messagesSent), money(revenueMinor))}
        </Text>
      )}
    </BlockStack>
  );
}
