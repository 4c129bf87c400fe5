import { Card } from '@shopify/polaris';
import { AnalyticsPage } from '../analytics/analytics-page.tsx';
import { EmptyResult } from '../shared/empty-result.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { AccuracyCard } from './accuracy-card.tsx';
import { DecayBanner } from './decay-banner.tsx';
import { DistributionCard } from './distribution-card.tsx';
import { FitHistory } from './fit-history.tsx';
import { LackCard } from './lack-card.tsx';
import { isFitted, isUnfitted, type PredictionsView } from './predictions-view.ts';
import { StoreForecast } from './store-forecast.tsx';

/** What customers are expected to bring, and how far one may trust it. */
export function PredictionsPage({ view }: { view: PredictionsView }) {
  const { current, distribution } = view;
  return (
    <AnalyticsPage current="predictions">
      {current === null && <NoFit />}
      {current && isUnfitted(current) && <LackCard current={current} />}
      {current && isFitted(current) && (
        <>
          <DecayBanner alert={current.alert} />
          <StoreForecast current={current} distribution={distribution} />
          {distribution && <DistributionCard distribution={distribution} />}
          <AccuracyCard current={current} />
        </>
      )}
      <FitHistory history={view.history} />
    </AnalyticsPage>
  );
}

function NoFit() {
  const { title, text, action } = useShell().messages.predictions.none;
  return (
    <Card>
      <EmptyResult title={title} text={text} action={{ label: action, url: '/app' }} />
    </Card>
  );
}
