import { InlineGrid } from '@shopify/polaris';
import { useShell } from '../shared/shell-context.tsx';
import { AddCostCard } from './add-cost-card.tsx';
import { AnalyticsPage } from './analytics-page.tsx';
import { CostsList, type CostView } from './costs-list.tsx';

/** What was spent to win customers: the list, and a form for another cost. */
export function CostsPage({ costs }: { costs: CostView[] }) {
  const { messages } = useShell();
  return (
    <AnalyticsPage current="costs" intro={messages.analytics.costs.intro}>
      <InlineGrid columns={{ xs: 1, md: ['twoThirds', 'oneThird'] }} gap="400" alignItems="start">
        <CostsList costs={costs} />
        <AddCostCard />
      </InlineGrid>
    </AnalyticsPage>
  );
}
