import { climb, type Likelihood } from './fit/newton.ts';
import type { CustomerSummary, PurchaseLog } from './purchase-log.ts';

/**
 * What a shop's purchase models do not see and its past has shown: customers of dearer orders, or of
 * earlier years, buy more or less often than their counts and dates say. Expected purchases are
 * multiplied with e^offset × (mean order value)^orderValue × (age in days + 7)^customerAge.
 */
export interface Tilt {
  orderValue: number;
  customerAge: number;
  /** What lies beyond counts as these: one wholesale order tells nothing of the next hundred. */
  orderValues: { least: number; most: number };
  /** Such that the total over all customers stays the model's. */
  offset: number;
}

export type TiltExponents = Omit<Tilt, 'offset'>;

/** Logarithms of each customer's mean order value, the first included, and of his age. */
export interface Traits {
  orderValue: Float64Array;
  customerAge: Float64Array;
}

/** A customer of today counts as one of a week: his age is not nothing of everybody else's. */
const LEAST_AGE_DAYS = 7;
/** Exponents of most shops, before one is known: a tenth in value is a few per cent in purchases. */
const USUAL_EXPONENT = 0.2;
/** Standard deviations of the logarithm of order values that count. */
const COUNTED_DEVIATIONS = 2;
/** No customer is taken for more than three times what the model says, or less than a third. */
const LARGEST_FACTOR = 3;

/** @param customers rows of the log, in days, each as of his own day */
export function traitsOf(log: PurchaseLog, customers: CustomerSummary): Traits {
  const orderValue = new Float64Array(customers.customers.length);
  customers.customers.forEach((customer, row) => {
    const from = log.starts[customer] ?? 0;
    const purchases = (customers.frequency[row] ?? 0) + 1;
    let value = 0;
    for (let at = from; at < from + purchases; at += 1) value += log.amounts[at] ?? 0;
    orderValue[row] = Math.log(value / purchases);
  });
  return {
    orderValue,
    customerAge: customers.customerAge.map((age) => Math.log(age + LEAST_AGE_DAYS)),
  };
}

/**
 * The exponents by which `actual` purchases exceed the expected ones: a Poisson regression with the
 * expected purchases as exposure, as sure as the spread of the counts allows, and drawn towards no
 * tilt as far as it is not. null where it has no maximum.
 */
export function fitTilt(
  traits: Traits,
  expected: Float64Array,
  actual: Float64Array,
): TiltExponents | null {
  const orderValues = usualValues(traits.orderValue);
  const counted = { ...traits, orderValue: limit(traits.orderValue, orderValues) };
  const means = [counted.orderValue, counted.customerAge].map((trait) => meanBy(expected, trait));
  const { at, isConverged } = climb(
    (exponents) => tiltLikelihood(exponents, { traits: counted, means, expected, actual }),
    new Float64Array(3),
  );
  const [, orderValue = 0, customerAge = 0] = at;
  return isConverged ? { orderValue, customerAge, orderValues } : null;
}

function usualValues(logs: Float64Array): Tilt['orderValues'] {
  const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length;
  const variance = logs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / logs.length;
  const reach = COUNTED_DEVIATIONS * Math.sqrt(variance);
  return { least: Math.exp(mean - reach), most: Math.exp(mean + reach) };
}

function limit(logs: Float64Array, { least, most }: Tilt['orderValues']): Float64Array {
  const [low, high] = [Math.log(least), Math.log(most)];
  return logs.map((log) => Math.max(low, Math.min(high, log)));
}

interface Observed {
  traits: Traits;
  means: readonly number[];
  expected: Float64Array;
  actual: Float64Array;
}

/** Of the level, which is free and not kept, and the two exponents. */
function tiltLikelihood(exponents: Float64Array, observed: Observed): Likelihood {
  const { traits, means, expected, actual } = observed;
  const [level = 0, ofValue = 0, ofAge = 0] = exponents;
  const [meanValue = 0, meanAge = 0] = means;
  const certainty = 1 / dispersionOf(expected, actual);
  const precision = 1 / USUAL_EXPONENT ** 2;
  let value = (-precision / 2) * (ofValue ** 2 + ofAge ** 2);
  const gradient = Float64Array.of(0, -precision * ofValue, -precision * ofAge);
  const hessian = Float64Array.of(0, 0, 0, 0, -precision, 0, 0, 0, -precision);
  for (let row = 0; row < expected.length; row += 1) {
    const traitsOfRow = [
      1,
      (traits.orderValue[row] ?? 0) - meanValue,
      (traits.customerAge[row] ?? 0) - meanAge,
    ];
    const [, deviation = 0, age = 0] = traitsOfRow;
    const log = level + ofValue * deviation + ofAge * age;
    const count = (expected[row] ?? 0) * Math.exp(log);
    const came = actual[row] ?? 0;
    value += certainty * (came * log - count);
    traitsOfRow.forEach((one, i) => {
      gradient[i] = (gradient[i] ?? 0) + certainty * (came - count) * one;
      traitsOfRow.forEach((other, j) => {
        hessian[3 * i + j] = (hessian[3 * i + j] ?? 0) - certainty * count * one * other;
      });
    });
  }
  return { value, gradient, hessian };
}

/** How much wider than Poisson the counts spread around what was expected; 1 at least. */
function dispersionOf(expected: Float64Array, actual: Float64Array): number {
  let [squares, purchases] = [0, 0];
  for (let row = 0; row < expected.length; row += 1) {
    squares += ((actual[row] ?? 0) - (expected[row] ?? 0)) ** 2;
    purchases += expected[row] ?? 0;
  }
  return purchases > 0 ? Math.max(1, squares / purchases) : 1;
}

function meanBy(weights: Float64Array, column: Float64Array): number {
  let [sum, weight] = [0, 0];
  for (let row = 0; row < column.length; row += 1) {
    sum += (weights[row] ?? 0) * (column[row] ?? 0);
    weight += weights[row] ?? 0;
  }
  return weight > 0 ? sum / weight : 0;
}

/** The mean of what several holdouts teach, the latest first, with the latest's order values. */
export function meanTilt(learnt: readonly (TiltExponents | null)[]): TiltExponents | null {
  const known = learnt.filter((each) => each !== null);
  const [latest] = known;
  if (!latest) return null;
  const meanOf = (name: 'orderValue' | 'customerAge') =>
    known.reduce((sum, each) => sum + each[name], 0) / known.length;
  return { ...latest, orderValue: meanOf('orderValue'), customerAge: meanOf('customerAge') };
}

/** The tilt with these exponents that leaves the total of these expected purchases as it is. */
export function levelTilt(exponents: TiltExponents, traits: Traits, expected: Float64Array): Tilt {
  const centre =
    -exponents.orderValue * meanBy(expected, limit(traits.orderValue, exponents.orderValues)) -
    exponents.customerAge * meanBy(expected, traits.customerAge);
  const centred = { ...exponents, offset: centre };
  return { ...centred, offset: centre - Math.log(meanBy(expected, tiltFactors(centred, traits))) };
}

/** What each row's expected purchases are multiplied with. */
export function tiltFactors(
  { orderValue, customerAge, orderValues, offset }: Tilt,
  traits: Traits,
): Float64Array {
  const most = Math.log(LARGEST_FACTOR);
  return limit(traits.orderValue, orderValues).map((value, row) => {
    const log = offset + orderValue * value + customerAge * (traits.customerAge[row] ?? 0);
    return Math.exp(Math.max(-most, Math.min(most, log)));
  });
}

export function times(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((each, row) => each * (other[row] ?? 0));
}
