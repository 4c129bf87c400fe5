import { BlockStack, Text } from '@shopify/polaris';
import type { Messages } from '#app/locales/index.ts';
import { Chart } from '../shared/chart.tsx';
import { FigureGrid, type FigureProps } from '../shared/figure.tsx';
import type { Formats } from '../shared/formats.ts';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { PredictionInputs } from './prediction-inputs.tsx';
import type { PredictionView } from './prediction-view.ts';
import { describePrediction, isAliveUntold } from './prediction-words.ts';

/** What to expect of a customer, in words with ranges, and what that is made from. */
export function PredictionCard({ prediction }: { prediction: PredictionView }) {
  const { messages, formats } = useShell();
  const { customer: words, asOf, predictors } = messages.predictions;
  const method = words.method(predictors[prediction.predictor]);
  return (
    <SectionCard title={words.title} text={`${asOf(formats.day(prediction.asOfDay))} ${method}`}>
      <BlockStack gap="050">
        <Text as="p" variant="headingMd">
          {describePrediction(prediction, messages, formats)}
        </Text>
        <Text as="p" tone="subdued">
          {words.headlineText}
        </Text>
      </BlockStack>
      <FigureGrid columns={3} figures={figuresOf(prediction, messages, formats)} />
      {!isAliveUntold(prediction) && <AliveCurve points={prediction.aliveCurve} />}
      <PredictionInputs prediction={prediction} />
    </SectionCard>
  );
}

function figuresOf(
  prediction: PredictionView,
  { predictions: { customer: words } }: Messages,
  formats: Formats,
): FigureProps[] {
  const { number, percent, moneyRounded } = formats;
  const days = number(prediction.horizonDays);
  const churnDays = number(prediction.churnHorizonDays);
  return [
    {
      label: words.expected.label,
      definition: words.expected.definition(days),
      value: number(prediction.expectedPurchases, 1),
    },
    {
      label: words.clv.label,
      definition: words.clv.definition(days),
      value: moneyRounded(prediction.predictedClvMinor),
    },
    aliveFigure(prediction, words, formats),
    {
      label: words.churn.label,
      definition: words.churn.definition(churnDays),
      value: percent(prediction.churnProbability, 0),
      note: words.churn.note(churnDays),
    },
    nextOrderFigure(prediction, words, formats),
  ];
}

function aliveFigure(
  prediction: PredictionView,
  { alive: { untold, ...words } }: Messages['predictions']['customer'],
  { percent }: Formats,
): FigureProps {
  return isAliveUntold(prediction)
    ? { ...words, value: percent(null), note: untold }
    : { ...words, value: percent(prediction.probabilityAlive, 0) };
}

function nextOrderFigure(
  { nextOrderOn, nextOrderFrom, nextOrderTo, probabilityAlive }: PredictionView,
  { next: { label, definition, ...words } }: Messages['predictions']['customer'],
  { day }: Formats,
): FigureProps {
  const value = day(nextOrderOn);
  if (nextOrderOn === null) {
    return { label, definition, value, note: probabilityAlive < 0.5 ? words.gone : words.far };
  }
  if (nextOrderFrom === null) return { label, definition, value };
  const from = day(nextOrderFrom);
  const note = nextOrderTo === null ? words.open(from) : words.between(from, day(nextOrderTo));
  return { label, definition, value, note };
}

function AliveCurve({ points }: { points: PredictionView['aliveCurve'] }) {
  const { messages, formats } = useShell();
  const words = messages.predictions.customer.curve;
  if (points.length < 2) return null;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {words.title}
      </Text>
      <Text as="p" tone="subdued">
        {words.text}
      </Text>
      <Chart
        title={words.title}
        keyLabel={words.day}
        shape="line"
        series={[
          {
            name: words.series,
            points: points.map(({ day, probability }) => ({
              key: formats.day(day),
              value: probability,
            })),
          },
        ]}
        format={(share) => formats.percent(share, 0)}
        heightPx={200}
      />
    </BlockStack>
  );
}
