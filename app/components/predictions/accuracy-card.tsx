import { Badge, BlockStack, DataTable, InlineStack, Text } from '@shopify/polaris';
import type { AccuracyCard as Accuracy } from '#app/domain/clv/accuracy/accuracy-card.ts';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { describeAccuracy } from './accuracy-words.ts';
import { Calibration } from './calibration.tsx';
import type { FittedView } from './predictions-view.ts';

/** How the predictions did on the shop's own past, beside other models and simple rules. */
export function AccuracyCard({ current }: { current: FittedView }) {
  const { messages, formats } = useShell();
  const words = messages.predictions.accuracy;
  const { accuracy } = current.fit;
  const text =
    accuracy && current.calibrationEnd
      ? words.text(
          formats.day(current.calibrationEnd),
          formats.number(accuracy.holdoutDays),
          formats.number(accuracy.customers),
        )
      : null;
  return (
    <SectionCard title={words.title} text={text}>
      <BlockStack gap="100">
        {describeAccuracy(current, messages, formats).map((sentence) => (
          <Text key={sentence} as="p">
            {sentence}
          </Text>
        ))}
      </BlockStack>
      {accuracy && (
        <>
          <Candidates accuracy={accuracy} used={current.fit.predictor} />
          <Calibration accuracy={accuracy} />
        </>
      )}
    </SectionCard>
  );
}

interface CandidatesProps {
  accuracy: Accuracy;
  used: FittedView['fit']['predictor'];
}

/** Every method by every measure, best first. */
function Candidates({ accuracy, used }: CandidatesProps) {
  const { messages, formats } = useShell();
  const { accuracy: words, predictors } = messages.predictions;
  const { columns } = words;
  const { number, percent } = formats;
  const rows = accuracy.candidates.map(({ predictor, purchases }) => [
    <InlineStack key={predictor} gap="200" wrap={false}>
      <Text as="span">{predictors[predictor]}</Text>
      {predictor === used && <Badge tone="success">{words.used}</Badge>}
    </InlineStack>,
    percent(purchases.bias),
    number(purchases.meanAbsoluteError, 3),
    number(purchases.rootMeanSquareError, 3),
    number(purchases.spearman),
    number(purchases.gini),
    percent(purchases.decileError),
    percent(purchases.topDecileCapture),
  ]);
  const headings = [
    words.method,
    columns.bias,
    columns.error,
    columns.square,
    columns.rank,
    columns.gini,
    columns.decile,
    columns.top,
  ];
  return (
    <DataTable
      columnContentTypes={headings.map((_, at) => (at === 0 ? 'text' : 'numeric'))}
      headings={headings}
      rows={rows}
      increasedTableDensity
      hoverable={false}
    />
  );
}
