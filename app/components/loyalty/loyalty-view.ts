import type { LedgerReason } from '#app/domain/loyalty/ledger.ts';
import type { RedemptionState } from '#app/domain/loyalty/redemption-plan.ts';

export interface TotalsView {
  members: number;
  earned: number;
  clawedBack: number;
  redeemed: number;
  adjusted: number;
  expired: number;
  maturing: number;
  available: number;
  held: number;
  shortfall: number;
  balance: number;
  liabilityMinor: number | null;
}

export interface BalanceView {
  memberId: string;
  customerId: string | null;
  name: string | null;
  email: string | null;
  joinedAt: string;
  maturing: number;
  available: number;
  held: number;
  shortfall: number;
}

export interface EntryView {
  key: string;
  customerId: string | null;
  name: string | null;
  reason: LedgerReason;
  orderName: string | null;
  detail: EntryDetail;
  occurredAt: string;
  points: number;
  availablePoints: number;
}

/** What an entry keeps of how it came about. */
export interface EntryDetail {
  earned?: { baseMinor: number; pointsPerUnit: number; ruleVersion: number };
  adjusted?: { author: string; reason: string };
}

export interface LotView {
  lotId: string;
  orderName: string | null;
  earnedAt: string;
  maturesAt: string;
  maturing: number;
  available: number;
  held: number;
}

export interface RewardView {
  redemptionId: string;
  points: number;
  state: RedemptionState;
  endsAt: string;
  code: string | null;
}

export interface RewardOption {
  key: string;
  points: number;
  valueMinor: number;
}

/** The points campaign of the store, as far as these pages need it. */
export interface ProgrammeState {
  campaignId: string | null;
  status: 'none' | 'draft' | 'active' | 'paused';
  rule: { pointsPerUnit: number; maturingDays: number } | null;
  isSpendingOn: boolean;
}
