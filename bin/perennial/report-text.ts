import type { AccuracyCard, CandidateAccuracy } from '#app/domain/clv/accuracy/accuracy-card.ts';
import type {
  FittedStore,
  Predictor,
  StoreFit,
  StoreLack,
  TotalBand,
} from '#app/domain/clv/store-fit.ts';
import { alignColumns } from './text-table.ts';

const NAMES: Readonly<Record<string, string>> = {
  'bg-nbd': 'BG/NBD',
  'mbg-nbd': 'MBG/NBD',
  'bg-cnbd-k': 'BG/CNBD-k',
  'mbg-cnbd-k': 'MBG/CNBD-k',
  'pareto-nbd': 'Pareto/NBD',
  'last-period': 'same count as last period',
  'cohort-mean': 'cohort mean',
  classic: 'classic formula',
};

function nameOf(predictor: Predictor): string {
  return NAMES[predictor] ?? predictor;
}

const MS_PER_DAY = 86_400_000;

/** A day number as an ISO date. */
export function dateOf(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** The result for people. */
export function textOfFit(fit: StoreFit): string {
  if (fit.outcome === 'too-little-data') return explainLack(fit.reason, fit.customers);
  const sections = [describeModel(fit), describeSpend(fit), describeTotals(fit)];
  return [...sections, describeAccuracy(fit)].join('\n\n');
}

/** What is missing, in a sentence or two. */
export function explainLack(reason: StoreLack, customers: number): string {
  const { missing, have, need, expectedOn } = reason;
  const of = `Too little data: of ${count(customers)} customers`;
  const sentence = {
    'repeat-customers': `${of} ${count(have)} bought on another day again; ${count(need)} who did are needed.`,
    'history-days': `Too little data: the history spans ${count(have)} days; ${count(need)} are needed.`,
    spread: `${of} none buys more often than chance alone explains (their counts vary ${figure(have)} times as much as chance; more than ${count(need)} is needed), so there is nothing to tell them apart by.`,
  }[missing];
  if (expectedOn === null) return sentence;
  return `${sentence} If customers keep coming as they did, that is on ${dateOf(expectedOn)}.`;
}

function describeModel({ purchases, customers, options, outcome }: FittedStore): string {
  const unit = options.timeUnitDays === 7 ? 'weeks' : 'days';
  const rows = Object.entries(purchases.parameters).map(([name, value]) => {
    return [name, figure(value), errorOf(purchases.standardErrors[name])];
  });
  const limit =
    outcome === 'nbd-limit'
      ? '\nNobody can be seen to drop out: the NBD model, of customers who stay, stands in (a limit of the fit).'
      : '';
  return [
    `${nameOf(purchases.model)}, fitted to ${count(customers)} customers; time in ${unit}${limit}`,
    '',
    alignColumns([['', 'estimate', 'standard error'], ...rows]),
    '',
    `log-likelihood  ${exact(purchases.logLikelihood)}`,
  ].join('\n');
}

function errorOf(error: number | null | undefined): string {
  return typeof error === 'number' ? figure(error) : 'not bounded by the data';
}

function describeSpend({ spend }: FittedStore): string {
  if (!spend) return 'No value of orders: too few repeat purchases have one.';
  const { p, q, v } = spend.parameters;
  const rows = Object.entries({ p, q, v }).map(([name, value]) => {
    return [name, figure(value), figure(spend.standardErrors[name as 'p'])];
  });
  const bounded = spend.isTailBounded
    ? '\nValues have so heavy a tail that no mean can be shown to exist: a lighter tail with the observed mean is used.'
    : '';
  return [
    `Gamma-Gamma, value of an order${bounded}`,
    '',
    alignColumns([['', 'estimate', 'standard error'], ...rows]),
    '',
    `log-likelihood  ${exact(spend.logLikelihood)}`,
  ].join('\n');
}

function describeTotals({ total, options }: FittedStore): string {
  const rows = [['purchases', ...bandOf(total.purchases)]];
  if (total.value) rows.push(['value, not discounted', ...bandOf(total.value)]);
  return [
    `All customers in the next ${figure(options.horizonDays)} days`,
    '',
    alignColumns([['', 'expected', '80 % interval'], ...rows]),
  ].join('\n');
}

function bandOf({ expected, lower, upper }: TotalBand): string[] {
  return [count(expected), `${count(lower)} to ${count(upper)}`];
}

function describeAccuracy({ accuracy, predictor, purchases }: FittedStore): string {
  if (!accuracy) return 'Accuracy: not known, for the history cannot be split in time.';
  const rows = accuracy.candidates.map((each) => rowOf(each));
  return [
    `Accuracy: ${count(accuracy.holdoutDays)} days after ${dateOf(accuracy.calibrationEnd)}, foretold of ${count(accuracy.customers)} customers from what came before`,
    '',
    alignColumns([['', 'MAE', 'RMSE', 'bias', 'Spearman', 'Gini', 'best tenth brought'], ...rows]),
    '',
    adviceOf(accuracy),
    ...(predictor === purchases.model ? [] : [`Best on this history was: ${nameOf(predictor)}.`]),
  ].join('\n');
}

function rowOf({ predictor, purchases }: CandidateAccuracy): string[] {
  const { meanAbsoluteError, rootMeanSquareError, bias, spearman, gini } = purchases;
  return [
    nameOf(predictor),
    meanAbsoluteError.toFixed(3),
    rootMeanSquareError.toFixed(3),
    percent(bias, { signed: true }),
    spearman?.toFixed(3) ?? '–',
    gini?.toFixed(3) ?? '–',
    percent(purchases.topDecileCapture),
  ];
}

function adviceOf({ coverage }: AccuracyCard): string {
  return `${percent(coverage)} of the customers bought as often as their 80 % interval says.`;
}

function percent(share: number | null, { signed = false } = {}): string {
  if (share === null) return '–';
  const text = `${(100 * share).toFixed(1)} %`;
  return signed && share > 0 ? `+${text}` : text;
}

const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const EXACT = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 4,
  maximumFractionDigits: 4,
});

function count(value: number): string {
  return COUNT.format(value);
}

function exact(value: number): string {
  return EXACT.format(value);
}

/** Seven digits are more than any standard error leaves certain. */
function figure(value: number): string {
  return String(Number(value.toPrecision(7)));
}
