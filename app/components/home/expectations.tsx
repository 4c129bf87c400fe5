import { Link } from '@shopify/polaris';
import { LackCard } from '../predictions/lack-card.tsx';
import { isFitted, isUnfitted, type PredictionsView } from '../predictions/predictions-view.ts';
import { StoreForecast } from '../predictions/store-forecast.tsx';
import { useShell } from '../shared/shell-context.tsx';

/** What customers are expected to bring, or what is missing to say so; nothing before the first fit. */
export function Expectations({ current }: Pick<PredictionsView, 'current'>) {
  const { messages } = useShell();
  if (!current) return null;
  if (isUnfitted(current)) return <LackCard current={current} />;
  if (!isFitted(current)) return null;
  return (
    <StoreForecast
      current={current}
      action={<Link url="/app/analytics/predictions">{messages.predictions.store.all}</Link>}
    />
  );
}
