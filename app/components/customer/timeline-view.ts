/** An entry of a customer's timeline; `at` is an ISO instant, money in minor units. */
export type TimelineEntryView = { at: string; id: string } & (
  | { kind: 'order'; detail: { name: string; totalMinor: number; excludedReason: string | null } }
  | { kind: 'cancelled' | 'fulfilled'; detail: { name: string } }
  | { kind: 'refund'; detail: { name: string; paidBackMinor: number } }
  | { kind: 'checkout'; detail: { totalMinor: number; completed: boolean } }
  | { kind: 'consent'; detail: { channel: 'email' | 'sms'; state: string } }
  | { kind: 'merged'; detail: { customerId: string } }
  | { kind: 'segment-entered' | 'segment-left'; detail: { segmentKey: string } }
  | {
      kind: 'decision';
      detail: {
        campaignId: string;
        campaignName: string;
        outcome: string | null;
        reason: string | null;
      };
    }
  | { kind: 'code'; detail: { code: string; endsAt: string | null; usedOrderId: string | null } }
  | { kind: 'message'; detail: { campaignId: string | null; subject: string; state: string } }
  | { kind: 'effect'; detail: { effectKind: string; state: string; reason: string | null } }
  | { kind: 'points'; detail: { reason: string; points: number } }
);
