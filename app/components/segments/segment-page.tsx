import { BlockStack, Card, InlineStack, Layout, Link, Text } from '@shopify/polaris';
import type { ShopSettings } from '#app/domain/settings.ts';
import { type CustomerRow, CustomersTable } from '../customers/customers-table.tsx';
import { AppPage } from '../shared/app-page.tsx';
import { Chart } from '../shared/chart.tsx';
import { EmptyResult } from '../shared/empty-result.tsx';
import { FigureGrid } from '../shared/figure.tsx';
import { PageText } from '../shared/page-text.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { Movements, type MovementView } from './movements.tsx';
import { defineSegment, type SegmentView } from './segment-view.ts';
import { TagCard, type TagView } from './tag-card.tsx';
import { ThresholdsForm } from './thresholds-form.tsx';
import { useDownload } from './use-download.ts';

export interface SegmentPageView {
  segment: SegmentView;
  day: string | null;
  history: { day: string; customers: number }[];
  movements: MovementView[];
  members: { rows: CustomerRow[]; next: string | null; previous: string | null; total: number };
  settings: ShopSettings['segments'];
  isSmallShop: boolean;
  tag: TagView | null;
}

/** One segment: who is in it, what they are worth, and the numbers that say who counts. */
export function SegmentPage(view: SegmentPageView) {
  const { messages, formats } = useShell();
  const words = messages.segments;
  const { segment, day, history } = view;
  const { download, isRunning } = useDownload();
  const csv = () => download(`/app/segments/${segment.key}/csv`, `${segment.key}.csv`);
  const points = history.map(({ day, customers }) => ({
    key: formats.day(day),
    value: customers,
  }));
  return (
    <AppPage
      title={messages.shared.segmentNames[segment.key]}
      back={{ label: words.title, url: '/app/segments' }}
      secondaryActions={[{ label: words.own.export, onAction: csv, loading: isRunning }]}
    >
      <BlockStack gap="400">
        <PageText>
          <Text as="p" variant="bodyLg">
            {defineSegment(segment, messages, formats)}
          </Text>
        </PageText>
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <SectionCard
                title={words.page.figuresTitle}
                text={day ? words.asOf(formats.day(day)) : null}
              >
                <SegmentFigures segment={segment} />
              </SectionCard>
              {points.length > 0 && (
                <SectionCard title={words.page.historyTitle} text={words.page.historyText}>
                  <Chart
                    title={words.page.historyTitle}
                    keyLabel={words.page.day}
                    shape="line"
                    series={[{ name: words.page.size, points }]}
                    format={(value) => formats.number(value, 0)}
                    heightPx={200}
                  />
                </SectionCard>
              )}
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <ThresholdsForm
                segmentKey={segment.key}
                settings={view.settings}
                isSmallShop={view.isSmallShop}
              />
              <TagCard
                segmentKey={segment.key}
                suggestion={messages.shared.segmentNames[segment.key]}
                written={view.tag}
              />
              <Movements movements={view.movements} />
            </BlockStack>
          </Layout.Section>
        </Layout>
        <Members view={view} />
      </BlockStack>
    </AppPage>
  );
}

function SegmentFigures({ segment }: { segment: SegmentView }) {
  const { messages, formats } = useShell();
  const words = messages.segments.page;
  const { money, number, percent } = formats;
  const { classic } = segment;
  return (
    <FigureGrid
      figures={[
        {
          ...words.customers,
          value: number(segment.customers),
          note: words.customers.note(percent(segment.share)),
        },
        { ...words.averageOrders, value: number(segment.averageOrders) },
        { ...words.aov, value: money(segment.aovMinor) },
        { ...words.revenue, value: money(segment.revenueMinor) },
        { ...words.averageClv, value: money(segment.averageHistoricClvMinor) },
        { ...words.clv12, value: money(classic?.clv12MonthsMinor ?? null) },
        { ...words.clv24, value: money(classic?.clv24MonthsMinor ?? null) },
        { ...words.lifetime, value: money(classic?.classicClvMinor ?? null) },
      ]}
    />
  );
}

function Members({ view }: { view: SegmentPageView }) {
  const { messages } = useShell();
  const words = messages.segments.page;
  const { segment, members } = view;
  const urlOf = (cursor: string | null) =>
    cursor === null ? null : `/app/segments/${segment.key}?cursor=${cursor}`;
  return (
    <Card padding="0">
      <div style={{ padding: '16px 16px 8px' }}>
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            {words.membersTitle}
          </Text>
          <Link url={`/app/customers?segment=${segment.key}`}>{words.allMembers}</Link>
        </InlineStack>
      </div>
      {members.total === 0 ? (
        <EmptyResult title={words.noMembers} text={words.thresholdsText} />
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
