import { DerivativeSum } from '../fit/derivative-sum.ts';
import type { Likelihood } from '../fit/newton.ts';
import { digamma, logGamma, trigamma } from '../special/gamma.ts';
import type { GammaGammaParameters } from './parameters.ts';
import type { RepeatValues } from './repeat-values.ts';

const [P, Q, V] = [0, 1, 2];

/**
 * The log-likelihood of all mean values with its derivatives by ln p, ln q and ln v.
 * (Fader & Hardie 2013, eq. 1a)
 * @param parameters v in units of `values.mean`
 */
export function gammaGammaLikelihood(
  values: RepeatValues,
  { p, q, v }: GammaGammaParameters,
): Likelihood {
  const sum = new DerivativeSum(3);
  const [logGammaQ, psiQ, psi1Q, logV] = [logGamma(q), digamma(q), trigamma(q), Math.log(v)];
  sum.value = p * values.logsByFrequency - values.logValues;
  sum.addGradient(P, p * values.logsByFrequency);
  sum.addHessian(P, P, p * values.logsByFrequency);
  for (let at = 0; at < values.frequency.length; at += 1) {
    const x = values.frequency[at] ?? 0;
    const count = values.customers[at] ?? 0;
    const [shape, power] = [p * x, p * x + q];
    const { logs, shares, squares } = sumOverCustomers(values, at, v);
    const [psi, psi1] = [digamma(power), trigamma(power)];
    sum.value += count * (logGamma(power) - logGamma(shape) - logGammaQ + q * logV) - power * logs;
    const byP = shape * (count * (psi - digamma(shape)) - logs);
    const byQ = q * (count * (psi - psiQ + logV) - logs);
    const byV = count * q - power * shares;
    sum.addGradient(P, byP);
    sum.addGradient(Q, byQ);
    sum.addGradient(V, byV);
    sum.addHessian(P, P, byP + shape * shape * count * (psi1 - trigamma(shape)));
    sum.addHessian(P, Q, shape * q * count * psi1);
    sum.addHessian(P, V, -shape * shares);
    sum.addHessian(Q, Q, byQ + q * q * count * (psi1 - psi1Q));
    sum.addHessian(Q, V, q * (count - shares));
    sum.addHessian(V, V, power * (squares - shares));
  }
  return sum.result();
}

/** Of the customers with the `at`th frequency, with share = v/(v + total): Σ ln(v + total), Σ share, Σ share². */
function sumOverCustomers({ starts, total, weight }: RepeatValues, at: number, v: number) {
  const end = starts[at + 1] ?? 0;
  let [logs, shares, squares] = [0, 0, 0];
  for (let row = starts[at] ?? 0; row < end; row += 1) {
    const own = weight ? (weight[row] ?? 0) : 1;
    const whole = v + (total[row] ?? 0);
    const share = v / whole;
    logs += own * Math.log(whole);
    shares += own * share;
    squares += own * share * share;
  }
  return { logs, shares, squares };
}
