/** How badly the webhooks behave; everything zero is a perfect day. */
export interface WebhookKnobs {
  /** Share of deliveries sent twice, 0 … 1. */
  duplicateRate: number;
  /** Share of deliveries never sent, 0 … 1. */
  dropRate: number;
  /** Every delivery waits this long, evenly drawn, in real milliseconds. */
  delayMs: { min: number; max: number };
  /** Deliveries change places within this window, in real milliseconds. */
  shuffleWindowMs: number;
  /** Deliveries under way at the same time. */
  concurrency: number;
  /** Shopify's waits between retries are divided by this. */
  timeCompression: number;
  /** Nothing is sent while paused; deliveries wait. */
  paused: boolean;
}

export const DEFAULT_KNOBS: WebhookKnobs = {
  duplicateRate: 0,
  dropRate: 0,
  delayMs: { min: 0, max: 0 },
  shuffleWindowMs: 0,
  concurrency: 8,
  timeCompression: 60,
  paused: false,
};

/** Eight retries over four hours, exponential, in milliseconds after each failed attempt. */
export const RETRY_SCHEDULE_MS: readonly number[] = [
  60_000, 120_000, 240_000, 480_000, 900_000, 1_800_000, 3_600_000, 7_200_000,
];
