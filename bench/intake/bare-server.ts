import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { z } from 'zod';
import { createPool } from '#app/adapters/db/pool.server.ts';

// The bare limit: HTTP, the signature and one insert of one row; nothing is checked but that.
const env = z
  .object({ PORT: z.coerce.number(), DATABASE_URL: z.string(), SHOPIFY_API_SECRET: z.string() })
  .parse(process.env);
const pool = createPool(env.DATABASE_URL);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    if (request.method !== 'POST') return void response.end();
    const body = Buffer.concat(chunks);
    const expected = createHmac('sha256', env.SHOPIFY_API_SECRET).update(body).digest();
    const given = Buffer.from(String(request.headers['x-shopify-hmac-sha256']), 'base64');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      return void response.writeHead(401).end();
    }
    await pool.query({
      name: 'insert',
      text: `insert into inbox (shop_domain, webhook_id, topic, api_version, body)
        values ($1, $2, $3, $4, $5)`,
      values: [
        request.headers['x-shopify-shop-domain'],
        request.headers['x-shopify-webhook-id'],
        request.headers['x-shopify-topic'],
        request.headers['x-shopify-api-version'],
        body,
      ],
    });
    response.end();
  });
});
server.keepAliveTimeout = 65_000;
server.listen(env.PORT);
