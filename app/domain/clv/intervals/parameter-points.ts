import { semidefiniteFactor } from './semidefinite-factor.ts';

/** Where no parameter is off by more than this factor, its uncertainty moves no interval visibly. */
const NEGLIGIBLE = 0.02;

/**
 * Sets of parameters, each as likely as the other, that stand for what a fit leaves open: the
 * logarithms at ±√d standard deviations along the d columns of a factor of their covariance. Means
 * over them are exact for cubic functions of the logarithms. (The cubature points of Arasaratnam &
 * Haykin 2009; all weights are positive, as a mixture of distributions needs.) The parameters alone
 * where all are known to 2 %.
 * @param logCovariance of a `ModelFit`, row-major, of the first parameters by their order; others stay
 *   as they are, and so do those without variance
 */
export function parameterPoints<Parameters extends object>(
  parameters: Parameters,
  logCovariance: Float64Array,
): Parameters[] {
  const entries = Object.entries(parameters) as [string, number][];
  const size = Math.sqrt(logCovariance.length);
  const largest = entries.reduce(
    (most, _, index) => Math.max(most, logCovariance[index * (size + 1)] ?? 0),
    0,
  );
  if (!(largest > NEGLIGIBLE ** 2)) return [parameters];
  const columns = semidefiniteFactor(logCovariance, size);
  const distance = Math.sqrt(columns.length);
  return columns.flatMap((column) =>
    [distance, -distance].map((step) => {
      const moved = entries.map(([name, value], index) => [
        name,
        value * Math.exp(step * (column[index] ?? 0)),
      ]);
      return Object.fromEntries(moved) as Parameters;
    }),
  );
}
