/**
 * How many first-time buyers order again, and how soon: the Kaplan–Meier estimate, in which a young
 * customer counts until his last day seen, not as someone who never came back.
 *
 * Kaplan, Meier (1958), "Nonparametric estimation from incomplete observations"; variance after
 * Greenwood (1926), interval on the log(−log) scale (Kalbfleisch, Prentice 2002, 1.4).
 */

/** First-time buyers by the days after their first order. */
export interface RepeatRow {
  days: number;
  /** Who ordered again after exactly so many days … */
  repeated: number;
  /** … and whose first order is so many days ago without another one yet. */
  waiting: number;
}

export interface RepeatPoint {
  days: number;
  /** Share of first-time buyers who have ordered again within so many days. */
  share: number;
  /** An 80 % interval of it. */
  lower: number;
  upper: number;
  /** Customers who have been seen for so long, without another order before. */
  atRisk: number;
}

export interface RepeatCurve {
  customers: number;
  repeated: number;
  /** One for each day asked for, up to where too few customers have been seen that long. */
  points: RepeatPoint[];
  /** Days after which half of all first-time buyers have ordered again; null where never seen. */
  medianDays: number | null;
  /** The same among those who did order again. */
  medianDaysOfRepeaters: number | null;
}

/** Of the normal distribution, for 80 %. */
const Z80 = 1.2815515655446004;
/** With fewer customers left the estimate jumps with each of them. */
const MIN_AT_RISK = 10;

/**
 * The curve at certain days.
 *
 * @param rows in any order, each number of days at most once
 * @param asked days after the first order, ascending
 */
export function repeatCurve(
  rows: readonly RepeatRow[],
  asked: readonly number[],
  { minAtRisk = MIN_AT_RISK }: { minAtRisk?: number } = {},
): RepeatCurve {
  const byDay = rows.toSorted((a, b) => a.days - b.days);
  const customers = byDay.reduce((total, row) => total + row.repeated + row.waiting, 0);
  const steps = stepsOf(byDay, customers);
  const points = asked.flatMap((days): RepeatPoint[] => {
    const gone = steps.findLast((step) => step.days < days);
    const atRisk = gone ? gone.left : customers;
    if (atRisk < Math.max(1, minAtRisk)) return [];
    const { waiting, greenwood } = steps.findLast((step) => step.days <= days) ?? START;
    const [lower, upper] = intervalOf(waiting, greenwood);
    return [{ days, share: 1 - waiting, lower, upper, atRisk }];
  });
  return {
    customers,
    repeated: byDay.reduce((total, row) => total + row.repeated, 0),
    points,
    medianDays: steps.find(({ waiting }) => waiting <= 0.5)?.days ?? null,
    medianDaysOfRepeaters: medianOf(byDay),
  };
}

/** After a day: the estimated share still waiting, Greenwood's sum, and who is seen for longer. */
interface Step {
  days: number;
  waiting: number;
  greenwood: number;
  left: number;
}

const START = { waiting: 1, greenwood: 0 };

function stepsOf(byDay: readonly RepeatRow[], customers: number): Step[] {
  let { waiting, greenwood } = START;
  let left = customers;
  return byDay.map(({ days, repeated, waiting: censored }) => {
    waiting *= 1 - repeated / left;
    if (repeated > 0) greenwood += repeated / (left * (left - repeated));
    left -= repeated + censored;
    return { days, waiting, greenwood, left };
  });
}

/** The interval of the share who have ordered again, from those still waiting. */
function intervalOf(waiting: number, greenwood: number): [number, number] {
  if (waiting <= 0) return [1, 1];
  if (waiting >= 1) return [0, 0];
  const spread = (Z80 * Math.sqrt(greenwood)) / Math.abs(Math.log(waiting));
  return [1 - waiting ** Math.exp(-spread), 1 - waiting ** Math.exp(spread)];
}

/** The middle one of the days to the second order; the mean of both where there are two. */
function medianOf(byDay: readonly RepeatRow[]): number | null {
  const repeated = byDay.reduce((total, row) => total + row.repeated, 0);
  if (repeated === 0) return null;
  const nth = (rank: number) => {
    let seen = 0;
    const row = byDay.find((each) => {
      seen += each.repeated;
      return seen >= rank;
    });
    return row?.days ?? 0;
  };
  return (nth(Math.ceil(repeated / 2)) + nth(Math.floor(repeated / 2) + 1)) / 2;
}
