import { z } from 'zod';

const key = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64');

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATABASE_URL: z.url(),
  /** Without it the queue lives in PostgreSQL. */
  REDIS_URL: z.url().optional(),
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: z.string().min(1),
  SHOPIFY_APP_URL: z.url(),
  /** Seals the tokens at rest; the previous one still opens what it sealed. */
  ENCRYPTION_KEY: key,
  ENCRYPTION_KEY_PREVIOUS: key.optional(),
  SMTP_URL: z.url(),
  MAIL_FROM: z.email(),
  RECONCILE_EVERY_SECONDS: z.coerce.number().int().min(1).default(900),
  /** The three boot settings for a local Shopify; unset everywhere else. */
  SHOPIFY_FETCH_ORIGIN: z.url().optional(),
  APP_BRIDGE_URL: z.url().default('https://cdn.shopify.com/shopifycloud/app-bridge.js'),
  EXTRA_FRAME_ANCESTOR: z.url().optional(),
  /** Says twice that a production process may send tokens to SHOPIFY_FETCH_ORIGIN. */
  SHOPIFY_FETCH_ORIGIN_IN_PRODUCTION: z.literal('yes').optional(),
});

export type Env = z.infer<typeof schema>;

/**
 * The process's configuration, read once at boot; nothing else reads `process.env`.
 * @throws an error that names every variable that is missing or malformed, one per line
 */
export function readEnv(variables: NodeJS.ProcessEnv = process.env): Env {
  const filled = Object.entries(variables).filter(([, value]) => value !== '');
  const parsed = schema.safeParse(Object.fromEntries(filled));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not complete:\n${lines.join('\n')}`);
}
