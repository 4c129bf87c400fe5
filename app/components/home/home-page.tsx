import { BlockStack, InlineGrid } from '@shopify/polaris';
import { DecayBanner } from '../predictions/decay-banner.tsx';
import type { PredictionsView } from '../predictions/predictions-view.ts';
import { AppPage } from '../shared/app-page.tsx';
import { EmptyResult } from '../shared/empty-result.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useRefresh } from '../shared/use-refresh.ts';
import { Expectations } from './expectations.tsx';
import { type LiveCampaign, LiveCampaigns } from './live-campaigns.tsx';
import { type MonthRevenue, RevenueByMonth } from './revenue-by-month.tsx';
import { type RfmGroupCount, RfmGroups } from './rfm-groups.tsx';
import { type SegmentSize, SegmentSizes } from './segment-sizes.tsx';
import { ShopFigures, type ShopFiguresView } from './shop-figures.tsx';
import { ToDo, type ToDoView } from './to-do.tsx';

export interface HomeView {
  todo: ToDoView;
  figures: ShopFiguresView & {
    months: MonthRevenue[];
    rfmGroups: RfmGroupCount[];
    segments: SegmentSize[];
  };
  predictions: Pick<PredictionsView, 'current'>;
  campaigns: LiveCampaign[];
}

/** What needs doing first, then how the shop stands. */
export function HomePage({ todo, figures, predictions, campaigns }: HomeView) {
  const { messages } = useShell();
  const { title, noFigures } = messages.home;
  useRefresh(todo.importing !== null && todo.importing.state === 'running');
  return (
    <AppPage title={title}>
      <BlockStack gap="400">
        <ToDo {...todo} />
        <DecayBanner alert={predictions.current?.alert ?? null} />
        {figures.asOf ? (
          <>
            <ShopFigures {...figures} />
            <Expectations {...predictions} />
            <RevenueByMonth months={figures.months} />
            <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
              <RfmGroups groups={figures.rfmGroups} />
              <BlockStack gap="400">
                <SegmentSizes segments={figures.segments} />
                <LiveCampaigns campaigns={campaigns} />
              </BlockStack>
            </InlineGrid>
          </>
        ) : (
          <SectionCard title={messages.home.figuresTitle}>
            <EmptyResult {...noFigures} />
          </SectionCard>
        )}
      </BlockStack>
    </AppPage>
  );
}
