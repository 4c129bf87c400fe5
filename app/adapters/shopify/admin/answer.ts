import { z } from 'zod';
import type { ThrottleStatus } from './rate-budget.ts';

const throttleStatus = z.object({
  maximumAvailable: z.number(),
  currentlyAvailable: z.number(),
  restoreRate: z.number(),
});

const envelope = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z.object({ code: z.string().optional() }).optional(),
      }),
    )
    .optional(),
  extensions: z
    .object({
      cost: z.object({ requestedQueryCost: z.number(), throttleStatus }).optional(),
    })
    .optional(),
});

type Envelope = z.infer<typeof envelope>;
type Cost = { requestedCost: number; status: ThrottleStatus } | null;

/** What an HTTP response of the Admin API means. */
export type Answer = { cost: Cost } & (
  | { outcome: 'data'; data: unknown }
  | { outcome: 'throttled'; retryAfterMs: number }
  | { outcome: 'unauthorized' }
  | { outcome: 'access_denied'; message: string }
  | { outcome: 'unavailable'; message: string; retryAfterMs: number | null }
  | { outcome: 'refused'; message: string }
);

/** Reads a response whole. Throws only where the connection breaks on the way. */
export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  if (response.status === 401) return { outcome: 'unauthorized', cost: null };
  if (response.status === 429) {
    return { outcome: 'throttled', retryAfterMs: readRetryAfter(response) ?? 2_000, cost: null };
  }
  const message = `HTTP ${response.status}`;
  if (response.status >= 500) {
    return { outcome: 'unavailable', message, retryAfterMs: readRetryAfter(response), cost: null };
  }
  if (!response.ok) return { outcome: 'refused', message, cost: null };
  const parsed = envelope.safeParse(parseJson(text));
  if (!parsed.success) {
    const problem = 'the answer is no GraphQL';
    return { outcome: 'unavailable', message: problem, retryAfterMs: null, cost: null };
  }
  return { ...judge(parsed.data), cost: readCost(parsed.data) };
}

function judge(body: Envelope) {
  const errors = body.errors ?? [];
  const codes = errors.map((error) => error.extensions?.code);
  const message = errors.map((error) => error.message).join('; ');
  if (codes.includes('THROTTLED')) {
    return { outcome: 'throttled', retryAfterMs: waitForCost(body) } as const;
  }
  if (codes.includes('ACCESS_DENIED')) return { outcome: 'access_denied', message } as const;
  if (codes.includes('INTERNAL_SERVER_ERROR')) {
    return { outcome: 'unavailable', message, retryAfterMs: null } as const;
  }
  if (errors.length > 0) return { outcome: 'refused', message } as const;
  return { outcome: 'data', data: body.data } as const;
}

function readCost(body: Envelope): Cost {
  const cost = body.extensions?.cost;
  return cost ? { requestedCost: cost.requestedQueryCost, status: cost.throttleStatus } : null;
}

/** Until the bucket holds what the request asked for. */
function waitForCost(body: Envelope): number {
  const cost = readCost(body);
  if (!cost) return 1_000;
  const { currentlyAvailable, restoreRate, maximumAvailable } = cost.status;
  const missing = Math.min(cost.requestedCost, maximumAvailable) - currentlyAvailable;
  return Math.max(100, Math.ceil((missing / Math.max(1, restoreRate)) * 1000));
}

function readRetryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
