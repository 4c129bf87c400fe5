import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { InboxDelivery, InboxWriter } from '#app/adapters/db/inbox-writer.server.ts';
import { isSignedBody } from '#app/adapters/shopify/webhook-signature.server.ts';

export interface IntakeOptions {
  secret: string;
  writer: InboxWriter;
  /** Tells a worker that this shop has mail; not waited for, must not throw. */
  wakeShop(shopDomain: string): void;
  log: Logger;
  /** Largest body in bytes; Shopify's largest orders stay far below the default of 8 MiB. */
  maxBytes?: number;
}

type Intake = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const DEFAULT_MAX_BYTES = 8 * 1024 * 1024;
const SHOP_DOMAIN = /^[a-z0-9][a-z0-9.-]{0,251}$/;

/**
 * `POST /webhooks` for every topic: check the signature over the raw body, commit, answer 200.
 * Whether the topic is known and the JSON well-formed is the worker's business: a retry would mend
 * neither, so both are kept and answered 200.
 *
 * Answers 200 kept (or already kept), 400 a required header is missing or malformed, 401 signature
 * wrong or missing, 405 not a POST, 413 body too large, 503 could not commit (Shopify retries).
 */
export function createIntake(options: IntakeOptions): Intake {
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  return async (request, response) => {
    if (request.method !== 'POST') return answer(response, 405, 'Webhooks are POSTed.');
    const chunks = await readBody(request, maxBytes);
    if (chunks === 'aborted') return;
    if (chunks === 'too-large') {
      response.shouldKeepAlive = false;
      return answer(response, 413, `The body is larger than ${maxBytes} bytes.`);
    }
    if (!isSignedBody(chunks, header(request, 'x-shopify-hmac-sha256'), options.secret)) {
      return answer(response, 401, 'X-Shopify-Hmac-Sha256 does not match the body.');
    }
    const delivery = readDelivery(request, chunks);
    if (typeof delivery === 'string') return answer(response, 400, delivery);
    try {
      await options.writer.write(delivery);
    } catch (error) {
      options.log.error({ error, shop: delivery.shopDomain }, 'a webhook could not be kept');
      return answer(response, 503, 'The webhook could not be kept; please deliver it again.');
    }
    options.wakeShop(delivery.shopDomain);
    answer(response, 200, '');
  };
}

function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer[] | 'too-large' | 'aborted'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) return void chunks.push(chunk);
      request.pause();
      resolve('too-large');
    });
    request.on('end', () => resolve(chunks));
    request.on('error', () => resolve('aborted'));
    request.on('close', () => resolve('aborted'));
  });
}

/** The delivery, or a sentence that names the header at fault. */
function readDelivery(request: IncomingMessage, chunks: Buffer[]): InboxDelivery | string {
  const shopDomain = header(request, 'x-shopify-shop-domain')?.toLowerCase();
  const webhookId = header(request, 'x-shopify-webhook-id');
  const topic = header(request, 'x-shopify-topic');
  const apiVersion = header(request, 'x-shopify-api-version');
  if (!shopDomain || !SHOP_DOMAIN.test(shopDomain)) {
    return 'X-Shopify-Shop-Domain is missing or no domain.';
  }
  if (!webhookId || webhookId.length > 200) return 'X-Shopify-Webhook-Id is missing or too long.';
  if (!topic || topic.length > 100) return 'X-Shopify-Topic is missing or too long.';
  if (!apiVersion || apiVersion.length > 20) {
    return 'X-Shopify-API-Version is missing or too long.';
  }
  return {
    shopDomain,
    webhookId,
    topic: topic.toLowerCase(),
    apiVersion,
    eventId: header(request, 'x-shopify-event-id')?.slice(0, 200) ?? null,
    triggeredAt: readInstant(header(request, 'x-shopify-triggered-at')),
    body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks),
  };
}

function readInstant(text: string | undefined): string | null {
  if (!text || text.length > 40) return null;
  const matches = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text);
  return matches && !Number.isNaN(Date.parse(text)) ? text : null;
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function answer(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}
