import { BlockStack } from '@shopify/polaris';
import { PageText } from '../shared/page-text.tsx';
import { AcquisitionCard } from './acquisition-card.tsx';
import { AnalyticsPage } from './analytics-page.tsx';
import { NoOrders } from './no-orders.tsx';
import type { OverviewView } from './overview-view.ts';
import { PeriodFigures } from './period-figures.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { RepeatCurveCard } from './repeat-curve-card.tsx';

/** A period of the shop in figures: sales, how customers come back, and what they cost to win. */
export function OverviewPage({ view }: { view: OverviewView }) {
  return (
    <AnalyticsPage current="overview">
      {view.firstDay === null ? (
        <NoOrders />
      ) : (
        <BlockStack gap="400">
          <PageText>
            <PeriodPicker choice={view.choice} period={view.period} />
          </PageText>
          <PeriodFigures view={view} />
          <RepeatCurveCard curve={view.curve} />
          <AcquisitionCard view={view} />
        </BlockStack>
      )}
    </AnalyticsPage>
  );
}
