import type { CandidateAccuracy } from '#app/domain/clv/accuracy/accuracy-card.ts';
import type { Predictor } from '#app/domain/clv/store-fit.ts';
import type { Messages } from '#app/locales/index.ts';
import type { Formats } from '../shared/formats.ts';
import type { FittedView } from './predictions-view.ts';

const RULES: readonly Predictor[] = ['last-period', 'cohort-mean', 'classic'];

/** Whether a predictor is one of the simple rules that a model has to beat. */
export function isRule(predictor: Predictor): boolean {
  return RULES.includes(predictor);
}

/** Which method is used and by how much it won, and how near it came, one sentence each. */
export function describeAccuracy(
  { fit }: FittedView,
  { predictions }: Messages,
  { number, percent }: Formats,
): string[] {
  const words = predictions.accuracy;
  const { accuracy, predictor } = fit;
  if (!accuracy) return [words.none];
  const used = accuracy.candidates.find((candidate) => candidate.predictor === predictor);
  if (!used) return [];
  const { predicted, actual, bias, topDecileCapture } = used.purchases;
  const sentences = [describeChoice(used, accuracy.candidates, predictions, percent)];
  if (bias !== null) {
    const share = percent(Math.abs(bias), 0);
    const off = bias >= 0 ? words.tooMany(share) : words.tooFew(share);
    sentences.push(words.total(number(predicted, 0), number(actual, 0), off));
  }
  if (topDecileCapture !== null) sentences.push(words.top(percent(topDecileCapture, 0)));
  if (!isRule(predictor)) sentences.push(words.coverage(percent(accuracy.coverage, 0)));
  return sentences;
}

function describeChoice(
  used: CandidateAccuracy,
  candidates: readonly CandidateAccuracy[],
  { predictors, accuracy: words }: Messages['predictions'],
  percent: Formats['percent'],
): string {
  if (isRule(used.predictor)) return words.lost(predictors[used.predictor]);
  const errorOf = ({ purchases }: CandidateAccuracy) => purchases.meanAbsoluteError;
  const [best] = candidates
    .filter(({ predictor }) => isRule(predictor))
    .toSorted((a, b) => errorOf(a) - errorOf(b));
  if (!best || errorOf(best) === 0) return predictors[used.predictor];
  const gain = 1 - errorOf(used) / errorOf(best);
  const say = gain >= 0 ? words.won : words.wonOtherwise;
  return say(predictors[used.predictor], percent(Math.abs(gain)), predictors[best.predictor]);
}
