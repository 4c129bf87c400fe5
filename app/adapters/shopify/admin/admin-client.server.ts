import { setTimeout as sleep } from 'node:timers/promises';
import { API_VERSION } from '../api-version.ts';
import type { Fetch } from '../shopify-fetch.server.ts';
import type { AccessTokens } from './access-tokens.server.ts';
import { type Answer, readAnswer } from './answer.ts';
import type { Operation } from './operation.ts';
import type { RateBudget } from './rate-budget.ts';
import { ShopifyError } from './shopify-error.ts';

/** Runs operations on a shop's Admin API. */
export interface AdminClient {
  /**
   * Waits while the shop's cost limit is exhausted, tries again what may succeed.
   * @throws ShopifyError
   */
  run<Data, Variables>(
    shopDomain: string,
    operation: Operation<Data, Variables>,
    variables: Variables,
  ): Promise<Data>;
}

export interface AdminClientOptions {
  fetch: Fetch;
  tokens: AccessTokens;
  budget: RateBudget;
  /** How often one operation is sent at most; default 8. */
  attempts?: number;
  timeoutMs?: number;
  wait?: (ms: number) => Promise<unknown>;
}

interface Call {
  shopDomain: string;
  operation: { name: string; isMutation: boolean };
  body: string;
  refusedToken?: string | undefined;
}

type Sent = Answer | { outcome: 'lost'; cause: unknown };

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 20_000;

export function createAdminClient(options: AdminClientOptions): AdminClient {
  const wait = options.wait ?? sleep;
  const attempts = options.attempts ?? 8;

  async function runCall(call: Call): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      const { token, answer } = await sendWhenAffordable(options, wait, call);
      if (answer.outcome === 'data') return answer.data;
      if (answer.outcome === 'unauthorized' && call.refusedToken === undefined) {
        call.refusedToken = token;
        continue;
      }
      const error = describeFailure(call, answer);
      if (attempt >= attempts || !mayRepeat(call, answer)) throw error;
      await wait(error.retryAfterMs ?? backoff(attempt));
    }
  }

  return {
    async run(shopDomain, operation, variables) {
      const body = JSON.stringify({ query: operation.text, variables });
      return operation.read(await runCall({ shopDomain, operation, body }));
    },
  };
}

async function sendWhenAffordable(
  options: AdminClientOptions,
  wait: (ms: number) => Promise<unknown>,
  call: Call,
): Promise<{ token: string; answer: Sent }> {
  const { budget } = options;
  const token = await options.tokens.find(call.shopDomain, call.refusedToken);
  for (;;) {
    const waitMs = budget.reserve(call.shopDomain, call.operation.name);
    if (waitMs === 0) break;
    await wait(waitMs);
  }
  const answer = await send(options, call, token);
  const cost = answer.outcome === 'lost' ? null : answer.cost;
  budget.settle(call.shopDomain, call.operation.name, cost);
  return { token, answer };
}

async function send(options: AdminClientOptions, call: Call, token: string): Promise<Sent> {
  try {
    const url = `https://${call.shopDomain}/admin/api/${API_VERSION}/graphql.json`;
    const response = await options.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
      body: call.body,
      signal: AbortSignal.timeout(options.timeoutMs ?? 30_000),
    });
    return await readAnswer(response);
  } catch (cause) {
    return { outcome: 'lost', cause };
  }
}

/** A mutation whose answer was lost may have happened; only its caller knows whether to repeat. */
function mayRepeat(call: Call, answer: Exclude<Sent, { outcome: 'data' }>): boolean {
  if (answer.outcome === 'throttled') return true;
  if (answer.outcome !== 'lost' && answer.outcome !== 'unavailable') return false;
  return !call.operation.isMutation;
}

function describeFailure(call: Call, answer: Exclude<Sent, { outcome: 'data' }>): ShopifyError {
  const { shopDomain, operation } = call;
  const failed = (code: ShopifyError['code'], message: string, rest = {}) =>
    new ShopifyError(code, shopDomain, `${operation.name}: ${message}`, rest);
  switch (answer.outcome) {
    case 'throttled':
      return failed('throttled', 'the cost limit is exhausted', {
        retryAfterMs: answer.retryAfterMs,
      });
    case 'unavailable':
      return failed('unavailable', answer.message, { retryAfterMs: answer.retryAfterMs });
    case 'lost':
      return failed('unavailable', 'no answer', { cause: answer.cause });
    case 'unauthorized':
      return failed('needs_reopen', 'the access token is not accepted');
    case 'access_denied':
      return failed('access_denied', answer.message);
    case 'refused':
      return failed('refused', answer.message);
  }
}

function backoff(attempt: number): number {
  const ceiling = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
  return ceiling / 2 + Math.random() * (ceiling / 2);
}
