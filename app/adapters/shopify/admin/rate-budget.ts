/** Shopify's leaky bucket as an answer reports it. */
export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  /** Points per second. */
  restoreRate: number;
}

interface Bucket extends ThrottleStatus {
  atMs: number;
  /** What requests under way have asked for. */
  reserved: number;
}

/** What each shop can still afford, so that a request waits here and is not refused there. */
export interface RateBudget {
  /** How long to wait before the operation is affordable; 0 reserves its cost. */
  reserve(shopDomain: string, operationName: string): number;
  /** Gives the reservation back and learns from the answer, where there was one. */
  settle(
    shopDomain: string,
    operationName: string,
    answer: { requestedCost: number; status: ThrottleStatus } | null,
  ): void;
}

const UNKNOWN_COST = 50;

/** @param nowMs real time: Shopify's bucket does not know of business time */
export function createRateBudget(nowMs: () => number = Date.now): RateBudget {
  const buckets = new Map<string, Bucket>();
  const costs = new Map<string, number>();

  const costOf = (name: string) => costs.get(name) ?? UNKNOWN_COST;
  const available = (bucket: Bucket) => {
    const restored = ((nowMs() - bucket.atMs) / 1000) * bucket.restoreRate;
    const filled = Math.min(bucket.maximumAvailable, bucket.currentlyAvailable + restored);
    return filled - bucket.reserved;
  };

  return {
    reserve(shopDomain, operationName) {
      const bucket = buckets.get(shopDomain);
      if (!bucket) return 0;
      const cost = costOf(operationName);
      const missing = Math.min(cost, bucket.maximumAvailable) - available(bucket);
      if (missing > 0 && bucket.restoreRate > 0) {
        return Math.max(1, Math.ceil((missing / bucket.restoreRate) * 1000));
      }
      bucket.reserved += cost;
      return 0;
    },
    settle(shopDomain, operationName, answer) {
      const bucket = buckets.get(shopDomain);
      const reserved = Math.max(0, (bucket?.reserved ?? 0) - costOf(operationName));
      if (answer) {
        costs.set(operationName, answer.requestedCost);
        buckets.set(shopDomain, { ...answer.status, atMs: nowMs(), reserved });
      } else if (bucket) {
        bucket.reserved = reserved;
      }
    },
  };
}
