import type { OrderId } from '../ids.ts';

/** Why points moved. */
export type LedgerReason =
  | 'earn_order'
  | 'edit_order'
  | 'void_order'
  | 'refund_clawback'
  | 'mature_lot'
  | 'hold_reward'
  | 'redeem_reward'
  | 'expire_reward'
  | 'cancel_reward'
  | 'return_redeemed'
  | 'manual_adjustment'
  | 'merge_members'
  | 'split_members';

/** Moves a positive number of points from one account to another. */
export interface Posting {
  source: string;
  destination: string;
  amount: number;
  lotId: string | null;
}

/** Postings that are written together, once per key and shop, and never changed. */
export interface LedgerTransaction {
  idempotencyKey: string;
  memberId: string;
  reason: LedgerReason;
  orderId: OrderId | null;
  refundId: string | null;
  /** The transaction that this one takes back, in part or whole. */
  reversesKey: string | null;
  detail: Record<string, unknown>;
  /** ISO instant of business time. */
  occurredAt: string;
  postings: Posting[];
  /** The lot it opens, if any; its points come with the postings. */
  opensLot: Omit<Lot, 'maturing' | 'available' | 'held'> | null;
}

/** One earning with its dates; what it holds is spent oldest first. Instants are ISO. */
export interface Lot {
  lotId: string;
  memberId: string;
  orderId: OrderId | null;
  maturing: number;
  available: number;
  held: number;
  earnedAt: string;
  maturesAt: string;
  expiresAt: string | null;
}

/** What a member has: the projection of his postings. */
export interface MemberState {
  memberId: string;
  lots: Lot[];
  /** Points clawed back after they were spent, not yet made up for. */
  shortfall: number;
}

export const ISSUANCE = 'issuance';
export const REDEMPTION = 'redemption';
export const BREAKAGE = 'breakage';
export const ADJUSTMENT = 'adjustment';

export type Bucket = 'maturing' | 'available' | 'held';

export function memberAccount(memberId: string, bucket: Bucket): string {
  return `member:${memberId}:${bucket}`;
}

export function shortfallAccount(memberId: string): string {
  return `shortfall:${memberId}`;
}

/** What can be spent now. */
export function spendable(state: MemberState): number {
  const available = state.lots.reduce((sum, lot) => sum + lot.available, 0);
  return Math.max(0, available - state.shortfall);
}

/** The state after a transaction. Throws where points would go below zero: that is a bug. */
export function applyTransaction(state: MemberState, transaction: LedgerTransaction): MemberState {
  const opened = transaction.opensLot
    ? [{ ...transaction.opensLot, maturing: 0, available: 0, held: 0 }]
    : [];
  const lots = new Map([...state.lots, ...opened].map((lot) => [lot.lotId, { ...lot }]));
  let { shortfall } = state;
  for (const { source, destination, amount, lotId } of transaction.postings) {
    if (source === shortfallAccount(state.memberId)) shortfall += amount;
    if (destination === shortfallAccount(state.memberId)) shortfall -= amount;
    const from = bucketOf(source, state.memberId);
    const to = bucketOf(destination, state.memberId);
    const lot = lotId === null ? undefined : lots.get(lotId);
    if (from && lot) lot[from] -= amount;
    if (to && lot) lot[to] += amount;
    if ((from || to) && !lot) throw new Error(`No lot ${lotId} for ${transaction.idempotencyKey}`);
    if (shortfall < 0 || (lot && Math.min(lot.maturing, lot.available, lot.held) < 0)) {
      throw new Error(`Below zero: ${transaction.idempotencyKey}`);
    }
  }
  return { memberId: state.memberId, lots: [...lots.values()], shortfall };
}

function bucketOf(account: string, memberId: string): Bucket | null {
  const [kind, id, bucket] = account.split(':');
  if (kind !== 'member' || id !== memberId) return null;
  if (bucket === 'maturing' || bucket === 'available' || bucket === 'held') return bucket;
  throw new Error(`Not an account of a member: ${account}`);
}
