import {
  BlockStack,
  Card,
  IndexTable,
  InlineStack,
  Link,
  Text,
  useBreakpoints,
} from '@shopify/polaris';
import { AppPage } from '../shared/app-page.tsx';
import { EmptyResult } from '../shared/empty-result.tsx';
import { NarrowRow } from '../shared/narrow-row.tsx';
import { PageText } from '../shared/page-text.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { BuilderOptions } from './builder/builder-context.tsx';
import { type OwnSegmentRow, OwnSegmentsTable } from './own-segments-table.tsx';
import { defineSegment, type SegmentView } from './segment-view.ts';

export interface SegmentsView {
  segments: SegmentView[];
  own: OwnSegmentRow[];
  options: BuilderOptions;
  /** The day the figures are as of; null before the first. */
  day: string | null;
}

/** The merchant's own segments, and the ready ones, each with its sentence, its size and what its customers are worth. */
export function SegmentsPage({ segments, own, options, day }: SegmentsView) {
  const { messages, formats } = useShell();
  const { smDown } = useBreakpoints();
  const words = messages.segments;
  const { columns } = words;
  return (
    <AppPage
      title={words.title}
      primaryAction={{ label: words.own.create, url: '/app/segments/new' }}
      secondaryActions={[{ label: words.rfm.open, url: '/app/segments/rfm' }]}
    >
      <BlockStack gap="400">
        <PageText>
          <Text as="p" tone="subdued">
            {day ? `${words.intro} ${words.asOf(formats.day(day))}.` : words.intro}
          </Text>
        </PageText>
        {day !== null && <OwnSegmentsTable segments={own} options={options} />}
        <Card padding="0">
          {day !== null && (
            <div style={{ padding: '16px 16px 8px' }}>
              <Text as="h2" variant="headingMd">
                {words.readyTitle}
              </Text>
            </div>
          )}
          {day === null ? (
            <EmptyResult
              title={words.none.title}
              text={words.none.text}
              action={{ label: words.none.action, url: '/app' }}
            />
          ) : (
            <IndexTable
              resourceName={{ singular: columns.segment, plural: words.title }}
              itemCount={segments.length}
              selectable={false}
              condensed={smDown}
              headings={[
                { title: columns.segment },
                { title: columns.customers, alignment: 'end' },
                { title: columns.share, alignment: 'end' },
                { title: columns.averageClv, alignment: 'end' },
                { title: columns.classicClv, alignment: 'end' },
              ]}
            >
              {segments.map((segment, position) => (
                <IndexTable.Row key={segment.key} id={segment.key} position={position}>
                  {smDown ? <NarrowCells segment={segment} /> : <WideCells segment={segment} />}
                </IndexTable.Row>
              ))}
            </IndexTable>
          )}
        </Card>
      </BlockStack>
    </AppPage>
  );
}

function SegmentName({ segment }: { segment: SegmentView }) {
  const { messages, formats } = useShell();
  return (
    <BlockStack gap="050">
      <Link url={`/app/segments/${segment.key}`} dataPrimaryLink monochrome removeUnderline>
        <Text as="span" fontWeight="semibold">
          {messages.shared.segmentNames[segment.key]}
        </Text>
      </Link>
      <div style={{ whiteSpace: 'normal', maxWidth: '420px' }}>
        <Text as="span" tone="subdued" variant="bodySm">
          {defineSegment(segment, messages, formats)}
        </Text>
      </div>
    </BlockStack>
  );
}

function WideCells({ segment }: { segment: SegmentView }) {
  const { formats } = useShell();
  const cells = {
    customers: formats.number(segment.customers),
    share: formats.percent(segment.share),
    average: formats.money(segment.averageHistoricClvMinor),
    classic: formats.money(segment.classic?.classicClvMinor ?? null),
  };
  return (
    <>
      <IndexTable.Cell>
        <SegmentName segment={segment} />
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

function NarrowCells({ segment }: { segment: SegmentView }) {
  const { messages, formats } = useShell();
  return (
    <NarrowRow>
      <BlockStack gap="100">
        <SegmentName segment={segment} />
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
