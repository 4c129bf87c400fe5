import { climb, type Maximum } from '../fit/newton.ts';
import type { PurchaseHistories } from '../fit/purchase-histories.ts';
import { spreadOf } from '../fit/sufficiency.ts';
import { nbdLikelihood } from './log-likelihood.ts';

/** The most likely NBD model: ln r and ln α. It starts where the mean rate is the observed one. */
export function climbNbd(histories: Pick<PurchaseHistories, 'beyond' | 'ages'>): Maximum {
  const { customerAge, customers, purchases } = histories.ages;
  let time = 0;
  let count = 0;
  for (let at = 0; at < customerAge.length; at += 1) {
    time += (customerAge[at] ?? 0) * (customers[at] ?? 0);
    count += purchases[at] ?? 0;
  }
  return climb(
    ([r = 0, alpha = 0]) => nbdLikelihood(histories, { r: Math.exp(r), alpha: Math.exp(alpha) }),
    Float64Array.of(0, Math.log(time / count)),
  );
}

/** The same, or null where customers differ no more than by chance, so that r has no bound. */
export function climbSpreadNbd(histories: PurchaseHistories): Maximum | null {
  if (!(spreadOf(histories) > 1)) return null;
  const nbd = climbNbd(histories);
  return nbd.isConverged ? nbd : null;
}
