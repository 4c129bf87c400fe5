import type { Pool } from 'pg';

export interface InboxDelivery {
  shopDomain: string;
  webhookId: string;
  topic: string;
  apiVersion: string;
  eventId: string | null;
  triggeredAt: string | null;
  body: Buffer;
}

export interface InboxWriter {
  /** Resolves when the delivery is committed; a repeated delivery resolves and changes nothing. */
  write(delivery: InboxDelivery): Promise<void>;
}

interface Waiting {
  delivery: InboxDelivery;
  resolve(): void;
  reject(error: unknown): void;
}

const MAX_ROWS = 32;
const COLUMNS = 7;

/**
 * Group commit: deliveries that arrive while an insert is under way share the next one, so the cost
 * of a commit is spread over all who wait for it. Each caller is answered after its own row is
 * committed. A statement that fails is repeated row by row, so that one bad row fails alone.
 */
export function createInboxWriter(pool: Pool, concurrentInserts = 2): InboxWriter {
  const waiting: Waiting[] = [];
  let running = 0;

  async function insertOne(entry: Waiting): Promise<void> {
    try {
      await insert(pool, [entry.delivery]);
      entry.resolve();
    } catch (error) {
      entry.reject(error);
    }
  }

  async function insertGroup(group: Waiting[]): Promise<void> {
    try {
      await insert(
        pool,
        group.map((entry) => entry.delivery),
      );
    } catch {
      for (const entry of group) await insertOne(entry);
      return;
    }
    for (const entry of group) entry.resolve();
  }

  async function drain(): Promise<void> {
    running += 1;
    while (waiting.length > 0) await insertGroup(waiting.splice(0, MAX_ROWS));
    running -= 1;
  }

  return {
    write: (delivery) =>
      new Promise((resolve, reject) => {
        waiting.push({ delivery, resolve, reject });
        if (running < concurrentInserts) void drain();
      }),
  };
}

async function insert(pool: Pool, deliveries: InboxDelivery[]): Promise<void> {
  await pool.query({
    name: `inbox-${deliveries.length}`,
    text: insertStatement(deliveries.length),
    values: deliveries.flatMap((delivery) => [
      delivery.shopDomain,
      delivery.webhookId,
      delivery.topic,
      delivery.apiVersion,
      delivery.eventId,
      delivery.triggeredAt,
      delivery.body,
    ]),
  });
}

const statements = new Map<number, string>();

function insertStatement(rows: number): string {
  const known = statements.get(rows);
  if (known) return known;
  const tuples = Array.from({ length: rows }, (_, row) => {
    const places = Array.from({ length: COLUMNS }, (_, column) => `$${row * COLUMNS + column + 1}`);
    return `(${places.join(', ')})`;
  });
  const text = `insert into inbox
    (shop_domain, webhook_id, topic, api_version, event_id, triggered_at, body)
    values ${tuples.join(', ')} on conflict (shop_domain, webhook_id) do nothing`;
  statements.set(rows, text);
  return text;
}
