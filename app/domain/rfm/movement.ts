import { RFM_GROUPS, type RfmGroup, rfmGroupOf } from './groups.ts';
import type { RfmScores } from './scores.ts';

/** Customers who had the same scores on a first day, and the same on a second. */
export interface ScoreMove {
  /** null without an order by then. */
  from: RfmScores | null;
  to: RfmScores;
  customers: number;
}

export interface GroupMove {
  from: RfmGroup;
  to: RfmGroup;
  customers: number;
}

/** How customers moved between groups; the moves of a row or column sum to its population. */
export interface GroupMovement {
  /** Every pair of groups that anyone is in, those who stayed among them; most customers first. */
  moves: GroupMove[];
  /** Groups on the first day: prospects are those who had no order yet. */
  before: { group: RfmGroup; customers: number }[];
  /** Groups on the second day, of the same customers. */
  after: { group: RfmGroup; customers: number }[];
  customers: number;
  /** How many are in another group than before, without those who had no order then. */
  moved: number;
}

/** The movement between groups (S6) of everyone with an order by the second day. */
export function groupMovement(moves: readonly ScoreMove[]): GroupMovement {
  const pairs = new Map<string, GroupMove>();
  for (const move of moves) {
    const [from, to] = [rfmGroupOf(move.from), rfmGroupOf(move.to)];
    const key = `${from} ${to}`;
    const known = pairs.get(key) ?? { from, to, customers: 0 };
    pairs.set(key, { ...known, customers: known.customers + move.customers });
  }
  const found = [...pairs.values()].toSorted((a, b) => b.customers - a.customers);
  const hadOrders = found.filter(({ from }) => from !== 'prospects');
  return {
    moves: found,
    before: populationOf(found, 'from'),
    after: populationOf(found, 'to'),
    customers: sumOf(found),
    moved: sumOf(hadOrders.filter(({ from, to }) => from !== to)),
  };
}

function populationOf(moves: readonly GroupMove[], side: 'from' | 'to') {
  return RFM_GROUPS.map((group) => ({
    group,
    customers: sumOf(moves.filter((move) => move[side] === group)),
  })).filter(({ customers }) => customers > 0);
}

function sumOf(moves: readonly GroupMove[]): number {
  return moves.reduce((total, { customers }) => total + customers, 0);
}
