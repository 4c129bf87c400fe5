import {
  BlockStack,
  Card,
  IndexTable,
  InlineStack,
  Link,
  Text,
  useBreakpoints,
} from '@shopify/polaris';
import type { Rule } from '#app/domain/segments/rules/rule.ts';
import { EmptyResult } from '../shared/empty-result.tsx';
import { NarrowRow } from '../shared/narrow-row.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { BuilderOptions } from './builder/builder-context.tsx';
import { describeRule } from './describe-rule.ts';

export interface OwnSegmentRow {
  segmentId: string;
  name: string;
  rule: Rule | null;
  customers: number;
  revenueMinor: number;
  averageHistoricClvMinor: number | null;
}

interface OwnSegmentsTableProps {
  segments: OwnSegmentRow[];
  options: BuilderOptions;
}

/** The segments the merchant made, each with its rule as a sentence. */
export function OwnSegmentsTable({ segments, options }: OwnSegmentsTableProps) {
  const { messages } = useShell();
  const { smDown } = useBreakpoints();
  const { own: words, columns } = messages.segments;
  return (
    <Card padding="0">
      <div style={{ padding: '16px 16px 8px' }}>
        <Text as="h2" variant="headingMd">
          {words.listTitle}
        </Text>
      </div>
      {segments.length === 0 ? (
        <EmptyResult
          title={words.none.title}
          text={words.none.text}
          action={{ label: words.create, url: '/app/segments/new' }}
        />
      ) : (
        <IndexTable
          resourceName={{ singular: columns.segment, plural: words.listTitle }}
          itemCount={segments.length}
          selectable={false}
          condensed={smDown}
          headings={[
            { title: columns.segment },
            { title: columns.customers, alignment: 'end' },
            { title: words.revenue, alignment: 'end' },
            { title: columns.averageClv, alignment: 'end' },
          ]}
        >
          {segments.map((segment, position) => (
            <IndexTable.Row key={segment.segmentId} id={segment.segmentId} position={position}>
              {smDown ? (
                <NarrowCells segment={segment} options={options} />
              ) : (
                <WideCells segment={segment} options={options} />
              )}
            </IndexTable.Row>
          ))}
        </IndexTable>
      )}
    </Card>
  );
}

interface CellsProps {
  segment: OwnSegmentRow;
  options: BuilderOptions;
}

function SegmentName({ segment, options }: CellsProps) {
  const { messages, formats } = useShell();
  return (
    <BlockStack gap="050">
      <Link url={`/app/segments/${segment.segmentId}`} dataPrimaryLink monochrome removeUnderline>
        <Text as="span" fontWeight="semibold">
          {segment.name}
        </Text>
      </Link>
      <div style={{ whiteSpace: 'normal', maxWidth: '420px' }}>
        <Text as="span" tone="subdued" variant="bodySm">
          {segment.rule
            ? messages.segments.own.rule(describeRule(segment.rule, { messages, formats, options }))
            : messages.segments.own.unreadable}
        </Text>
      </div>
    </BlockStack>
  );
}

function WideCells({ segment, options }: CellsProps) {
  const { formats } = useShell();
  const cells = {
    customers: formats.number(segment.customers),
    revenue: formats.money(segment.revenueMinor),
    average: formats.money(segment.averageHistoricClvMinor),
  };
  return (
    <>
      <IndexTable.Cell>
        <SegmentName segment={segment} options={options} />
      </IndexTable.Cell>
      {Object.entries(cells).map(([name, text]) => (
        <IndexTable.Cell key={name}>
          <Text as="p" alignment="end" numeric>
            {text}
          </Text>
        </IndexTable.Cell>
      ))}
    </>
  );
}

function NarrowCells({ segment, options }: CellsProps) {
  const { messages, formats } = useShell();
  return (
    <NarrowRow>
      <BlockStack gap="100">
        <SegmentName segment={segment} options={options} />
        <InlineStack gap="200">
          <Text as="span" numeric>
            {messages.customers.count(segment.customers, formats.number(segment.customers))}
          </Text>
          <Text as="span" tone="subdued" numeric>
            {formats.money(segment.averageHistoricClvMinor)}
          </Text>
        </InlineStack>
      </BlockStack>
    </NarrowRow>
  );
}
