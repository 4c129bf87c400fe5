import {
  ADJUSTMENT,
  type Bucket,
  ISSUANCE,
  type Lot,
  type MemberState,
  memberAccount,
  type Posting,
  REDEMPTION,
  shortfallAccount,
} from './ledger.ts';

/** Points of one lot: how a hold or a redemption is made up. */
export interface LotShare {
  lotId: string;
  points: number;
}

export type ShortfallPolicy = 'net_from_next_earn' | 'forgive';

/** Oldest earning first. */
export function oldestFirst(lots: readonly Lot[]): Lot[] {
  return [...lots].sort(
    (a, b) =>
      Date.parse(a.earnedAt) - Date.parse(b.earnedAt) ||
      (a.lotId < b.lotId ? -1 : Number(a.lotId > b.lotId)),
  );
}

/** Up to so many points from a bucket of the given lots, in their order. */
export function takeFrom(lots: readonly Lot[], bucket: Bucket, points: number): LotShare[] {
  let left = points;
  return lots.flatMap((lot) => {
    const taken = Math.min(left, lot[bucket]);
    left -= taken;
    return taken > 0 ? [{ lotId: lot.lotId, points: taken }] : [];
  });
}

export function totalOf(shares: readonly LotShare[]): number {
  return shares.reduce((sum, { points }) => sum + points, 0);
}

function move(source: string, destination: string, shares: readonly LotShare[]): Posting[] {
  return shares
    .filter(({ points }) => points > 0)
    .map(({ lotId, points }) => ({ source, destination, amount: points, lotId }));
}

/** Moves the shares between two accounts of one member. */
export function moveBetween(
  memberId: string,
  from: Bucket,
  to: Bucket,
  shares: readonly LotShare[],
): Posting[] {
  return move(memberAccount(memberId, from), memberAccount(memberId, to), shares);
}

/**
 * Takes points back: from the lot's own maturing and available points, then from other available
 * ones, oldest first. What was spent already stands as shortfall, or is forgiven at once.
 */
export function clawBack(
  state: MemberState,
  lotId: string,
  points: number,
  policy: ShortfallPolicy,
): Posting[] {
  const own = state.lots.filter((lot) => lot.lotId === lotId);
  const others = oldestFirst(state.lots.filter((lot) => lot.lotId !== lotId));
  const maturing = takeFrom(own, 'maturing', points);
  const available = takeFrom([...own, ...others], 'available', points - totalOf(maturing));
  const missing = points - totalOf(maturing) - totalOf(available);
  return [
    ...move(memberAccount(state.memberId, 'maturing'), ISSUANCE, maturing),
    ...move(memberAccount(state.memberId, 'available'), ISSUANCE, available),
    ...owe(state.memberId, ISSUANCE, missing, policy),
  ];
}

function owe(
  memberId: string,
  destination: string,
  points: number,
  policy: ShortfallPolicy,
): Posting[] {
  if (points <= 0) return [];
  const account = shortfallAccount(memberId);
  const owed = { source: account, destination, amount: points, lotId: null };
  const forgiven = { source: ADJUSTMENT, destination: account, amount: points, lotId: null };
  return policy === 'forgive' ? [owed, forgiven] : [owed];
}

/** Makes a lot's maturing points spendable; what the member owes is made up for first. */
export function mature(state: MemberState, lot: Lot): Posting[] {
  const { memberId, shortfall } = state;
  const owed = Math.min(shortfall, lot.maturing);
  const source = memberAccount(memberId, 'maturing');
  return [
    ...move(source, shortfallAccount(memberId), [{ lotId: lot.lotId, points: owed }]),
    ...move(source, memberAccount(memberId, 'available'), [
      { lotId: lot.lotId, points: lot.maturing - owed },
    ]),
  ];
}

/** Held points that are spent for good. */
export function redeemHeld(memberId: string, shares: readonly LotShare[]): Posting[] {
  return move(memberAccount(memberId, 'held'), REDEMPTION, shares);
}

/** Spends points that were given back already: a code used in time, heard of too late. */
export function redeemLate(state: MemberState, points: number, policy: ShortfallPolicy): Posting[] {
  const shares = takeFrom(oldestFirst(state.lots), 'available', points);
  return [
    ...move(memberAccount(state.memberId, 'available'), REDEMPTION, shares),
    ...owe(state.memberId, REDEMPTION, points - totalOf(shares), policy),
  ];
}

/** Gives spent points back to the lots they came from. */
export function returnRedeemed(memberId: string, shares: readonly LotShare[]): Posting[] {
  return move(REDEMPTION, memberAccount(memberId, 'available'), shares);
}

/** Splits points over shares in proportion, never more than a share holds. */
export function splitOver(shares: readonly LotShare[], points: number): LotShare[] {
  const total = totalOf(shares);
  let soFar = 0;
  let given = 0;
  return shares.flatMap(({ lotId, points: held }) => {
    soFar += held;
    const upToHere = total === 0 ? 0 : Math.round((points * soFar) / total);
    const share = { lotId, points: upToHere - given };
    given = upToHere;
    return share.points > 0 ? [share] : [];
  });
}

/** Everything one member has, to another: two customers turned out to be one. */
export function moveMember(from: MemberState, toMemberId: string): Posting[] {
  const buckets: Bucket[] = ['maturing', 'available', 'held'];
  const points = from.lots.flatMap((lot) =>
    buckets.flatMap((bucket) =>
      move(memberAccount(from.memberId, bucket), memberAccount(toMemberId, bucket), [
        { lotId: lot.lotId, points: lot[bucket] },
      ]),
    ),
  );
  if (from.shortfall === 0) return points;
  const source = shortfallAccount(toMemberId);
  const destination = shortfallAccount(from.memberId);
  return [...points, { source, destination, amount: from.shortfall, lotId: null }];
}
