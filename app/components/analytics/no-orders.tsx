import { Card } from '@shopify/polaris';
import { EmptyResult } from '../shared/empty-result.tsx';
import { useShell } from '../shared/shell-context.tsx';

/** What Analytics says of a shop that no order counts of yet. */
export function NoOrders() {
  const { title, text, action } = useShell().messages.analytics.none;
  return (
    <Card>
      <EmptyResult title={title} text={text} action={{ label: action, url: '/app' }} />
    </Card>
  );
}
