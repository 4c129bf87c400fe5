import { Badge, DataTable, InlineStack, Text } from '@shopify/polaris';
import type { Messages } from '#app/locales/index.ts';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { FitRowView } from './predictions-view.ts';

/** All fits with how well each foretold what it had not seen, newest first. */
export function FitHistory({ history }: { history: FitRowView[] }) {
  const { messages, formats } = useShell();
  const words = messages.predictions.history;
  if (history.length === 0) return null;
  const rows = history.map((fit) => [
    <InlineStack key={fit.fitId} gap="200">
      <Text as="span">{formats.day(fit.observationEnd)}</Text>
      {fit.isCurrent && <Badge tone="success">{words.current}</Badge>}
      {fit.hasDecayed && <Badge tone="warning">{words.decayed}</Badge>}
    </InlineStack>,
    words.triggers[fit.trigger],
    resultOf(fit, messages),
    formats.number(fit.customers),
    formats.percent(fit.relativeError, 0),
    formats.percent(fit.totalRatio, 0),
  ]);
  return (
    <SectionCard title={words.title} text={words.text}>
      <DataTable
        columnContentTypes={['text', 'text', 'text', 'numeric', 'numeric', 'numeric']}
        headings={[words.day, words.trigger, words.used, words.customers, words.error, words.total]}
        rows={rows}
        increasedTableDensity
        hoverable={false}
      />
    </SectionCard>
  );
}

function resultOf({ state, predictor }: FitRowView, { predictions }: Messages): string {
  if (state !== 'done') return predictions.history[state];
  return predictor ? predictions.predictors[predictor] : predictions.history.tooLittle;
}
