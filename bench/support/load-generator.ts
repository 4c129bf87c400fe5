import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type HttpConnection, openConnection } from './http-connection.ts';
import type { LoadPlan, Stream, StreamResult } from './load.ts';
import { createOrderBodies, exampleBody } from './order-example.ts';

interface Signed {
  body: Buffer;
  signature: string;
}

function createSource(stream: Stream, secret: string): (number: number) => Signed {
  const sign = (body: Buffer) => createHmac('sha256', secret).update(body).digest('base64');
  if (stream.body === 'example') {
    const body = exampleBody();
    const same = { body, signature: sign(body) };
    return () => same;
  }
  const bodies = createOrderBodies(stream.body);
  return (number) => {
    const body = bodies(number);
    return { body, signature: sign(body) };
  };
}

function headOf(stream: Stream, number: number, { body, signature }: Signed): string {
  return [
    'POST /webhooks HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    'User-Agent: Shopify-Captain-Hook',
    'X-Shopify-Topic: orders/create',
    'X-Shopify-API-Version: 2026-07',
    `X-Shopify-Shop-Domain: ${stream.shopDomain}`,
    `X-Shopify-Webhook-Id: ${stream.idPrefix}${number}`,
    `X-Shopify-Event-Id: ${stream.idPrefix}event-${number}`,
    `X-Shopify-Triggered-At: ${new Date().toISOString()}`,
    `X-Shopify-Hmac-Sha256: ${signature}`,
    `Content-Length: ${body.length}`,
    '\r\n',
  ].join('\r\n');
}

async function runStream(plan: LoadPlan, stream: Stream): Promise<StreamResult> {
  const source = createSource(stream, plan.secret);
  const opening = Array.from({ length: stream.connections }, () => openConnection(plan.port));
  const connections = await Promise.all(opening);
  const result: StreamResult = { seconds: 0, statuses: {}, latenciesMs: [], accepted: [] };
  const startedAt = performance.now();
  const endsAt = startedAt + stream.limit.seconds * 1000;
  let next = 0;

  async function deliverOn(connection: HttpConnection): Promise<void> {
    while (next < stream.limit.deliveries) {
      const number = next;
      next += 1;
      const dueAt = stream.perSecond
        ? startedAt + (number * 1000) / stream.perSecond
        : performance.now();
      if (dueAt >= endsAt) return;
      if (dueAt > performance.now()) await sleep(dueAt - performance.now());
      const signed = source(number);
      const head = headOf(stream, number, signed);
      const status = await connection.send(head, signed.body).catch(() => 0);
      const answeredAt = performance.now();
      result.statuses[status] = (result.statuses[status] ?? 0) + 1;
      result.latenciesMs.push(answeredAt - dueAt);
      if (status === 0) return;
      if (status === 200) result.accepted.push([number, performance.timeOrigin + answeredAt]);
    }
  }

  await Promise.all(connections.map(deliverOn));
  result.seconds = (performance.now() - startedAt) / 1000;
  for (const connection of connections) connection.close();
  return result;
}

process.once('message', async (plan: LoadPlan) => {
  const results = await Promise.all(plan.streams.map((stream) => runStream(plan, stream)));
  process.send?.(results, () => process.disconnect());
});
