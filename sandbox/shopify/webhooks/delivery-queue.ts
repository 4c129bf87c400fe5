/** The deliveries under way: when each is due, how many at once, and what came back. */
import type { DeliveryRecord } from '../records.ts';
import type { StoreState } from '../state/state.ts';
import { RETRY_SCHEDULE_MS, type WebhookKnobs } from './knobs.ts';
import type { DeliveryReport, WebhookStats } from './sender.ts';

export interface DeliveryQueueOptions {
  state: StoreState;
  knobs: WebhookKnobs;
  random: () => number;
  headersOf: (delivery: DeliveryRecord) => Record<string, string>;
  warn: (message: string) => void;
}

const TIMEOUT_MS = 5000;
const REPORTS_KEPT = 200;
const FAILURES_UNTIL_DELETION = 8;

export class DeliveryQueue {
  readonly #options: DeliveryQueueOptions;
  readonly #counts = { sent: 0, ok: 0, failed: 0, dropped: 0 };
  readonly #reports: DeliveryReport[] = [];
  readonly #waiting: DeliveryRecord[] = [];
  readonly #underWay = new Set<Promise<void>>();
  readonly #abort = new AbortController();
  #flushed: (() => void)[] = [];
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: DeliveryQueueOptions) {
    this.#options = options;
    for (const delivery of options.state.tables.deliveries.values()) this.#waiting.push(delivery);
    this.#waiting.sort((a, b) => a.dueAt - b.dueAt);
    this.wake();
  }

  /** Takes a delivery; the verb that caused it commits it. */
  add(delivery: DeliveryRecord): void {
    const { delayMs, shuffleWindowMs } = this.#options.knobs;
    const wait = delayMs.min + this.#options.random() * (delayMs.max - delayMs.min);
    delivery.dueAt = Date.now() + wait + this.#options.random() * shuffleWindowMs;
    this.#options.state.tables.deliveries.put(delivery);
    this.#insert(delivery);
    this.wake();
  }

  countDropped(): void {
    this.#counts.dropped += 1;
  }

  stats(): WebhookStats {
    return { ...this.#counts, pending: this.#waiting.length + this.#underWay.size };
  }

  recent(): DeliveryReport[] {
    return [...this.#reports];
  }

  hurry(): void {
    for (const delivery of this.#waiting) delivery.dueAt = Math.min(delivery.dueAt, Date.now());
    this.wake();
  }

  flush(): Promise<void> {
    if (this.#waiting.length + this.#underWay.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#flushed.push(resolve);
    });
  }

  /** Starts what is due once the current verb is over, and sleeps until the next is. */
  wake(): void {
    if (this.#closed) return;
    if (this.#timer) clearTimeout(this.#timer);
    const next = this.#waiting[0];
    if (!next || this.#options.knobs.paused) return;
    const wait = Math.max(0, next.dueAt - Date.now());
    this.#timer = setTimeout(() => this.#start(), wait);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#abort.abort();
    await Promise.allSettled(this.#underWay);
  }

  #start(): void {
    while (this.#underWay.size < this.#options.knobs.concurrency && !this.#options.knobs.paused) {
      const next = this.#waiting[0];
      if (!next || next.dueAt > Date.now()) break;
      this.#waiting.shift();
      const attempt = this.#attempt(next).finally(() => {
        this.#underWay.delete(attempt);
        this.#settle();
      });
      this.#underWay.add(attempt);
    }
    if (this.#underWay.size < this.#options.knobs.concurrency) this.wake();
  }

  #settle(): void {
    this.#options.state.commit();
    if (!this.#closed) this.#start();
    if (this.#waiting.length + this.#underWay.size > 0) return;
    for (const resolve of this.#flushed) resolve();
    this.#flushed = [];
  }

  #insert(delivery: DeliveryRecord): void {
    let low = 0;
    let high = this.#waiting.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#waiting[middle]?.dueAt ?? 0) <= delivery.dueAt) low = middle + 1;
      else high = middle;
    }
    this.#waiting.splice(low, 0, delivery);
  }

  async #attempt(delivery: DeliveryRecord): Promise<void> {
    const answer = await this.#post(delivery);
    if (this.#closed && answer.status === null) return;
    delivery.attempts += 1;
    this.#counts.sent += 1;
    this.#report(delivery, answer);
    const ok = answer.status !== null && answer.status >= 200 && answer.status < 300;
    this.#countForSubscription(delivery, ok);
    if (ok) {
      this.#counts.ok += 1;
      this.#options.state.tables.deliveries.remove(delivery.id);
      return;
    }
    this.#counts.failed += 1;
    this.#retry(delivery);
  }

  /** A redirect is a failure, as at Shopify, so it is not followed. */
  async #post(delivery: DeliveryRecord): Promise<{ status: number | null; error: string | null }> {
    try {
      const response = await fetch(delivery.uri, {
        method: 'POST',
        body: delivery.body,
        headers: this.#options.headersOf(delivery),
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), this.#abort.signal]),
      });
      await response.arrayBuffer();
      return { status: response.status, error: null };
    } catch (error) {
      return { status: null, error: reasonOf(error) };
    }
  }

  #retry(delivery: DeliveryRecord): void {
    const wait = RETRY_SCHEDULE_MS[delivery.attempts - 1];
    if (wait === undefined) {
      this.#counts.dropped += 1;
      this.#options.state.tables.deliveries.remove(delivery.id);
      this.#options.warn(`webhook ${delivery.topic} given up after ${delivery.attempts} attempts`);
      return;
    }
    delivery.dueAt = Date.now() + wait / this.#options.knobs.timeCompression;
    this.#options.state.tables.deliveries.put(delivery);
    this.#insert(delivery);
  }

  #countForSubscription(delivery: DeliveryRecord, ok: boolean): void {
    const { subscriptions } = this.#options.state.tables;
    const subscription = subscriptions.get(delivery.subscriptionId);
    if (!subscription || (ok && subscription.consecutiveFailures === 0)) return;
    subscription.consecutiveFailures = ok ? 0 : subscription.consecutiveFailures + 1;
    if (subscription.consecutiveFailures > FAILURES_UNTIL_DELETION) {
      subscriptions.remove(subscription.id);
    } else subscriptions.put(subscription);
  }

  #report(delivery: DeliveryRecord, answer: { status: number | null; error: string | null }): void {
    this.#reports.unshift({
      webhookId: delivery.id,
      topic: delivery.topic,
      attempt: delivery.attempts,
      ...answer,
      at: new Date().toISOString(),
    });
    this.#reports.length = Math.min(this.#reports.length, REPORTS_KEPT);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
