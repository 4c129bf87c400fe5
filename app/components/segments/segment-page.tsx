import { BlockStack, Layout, Text } from '@shopify/polaris';
import type { ShopSettings } from '#app/domain/settings.ts';
import { AppPage } from '../shared/app-page.tsx';
import { FigureGrid } from '../shared/figure.tsx';
import { PageText } from '../shared/page-text.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { MembersCard, type MembersView } from './members-card.tsx';
import { Movements, type MovementView } from './movements.tsx';
import { defineSegment, type SegmentView } from './segment-view.ts';
import { SizeHistory, type SizePoint } from './size-history.tsx';
import { TagCard, type TagView } from './tag-card.tsx';
import { ThresholdsForm } from './thresholds-form.tsx';
import { useDownload } from './use-download.ts';

export interface SegmentPageView {
  segment: SegmentView;
  day: string | null;
  history: SizePoint[];
  movements: MovementView[];
  members: MembersView;
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
              {history.length > 0 && (
                <SizeHistory
                  history={history}
                  text={words.page.historyText}
                  dayLabel={words.page.day}
                />
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
        <MembersCard
          segmentKey={segment.key}
          members={view.members}
          emptyText={words.page.thresholdsText}
        />
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
