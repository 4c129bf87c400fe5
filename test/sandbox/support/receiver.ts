import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

export interface Received {
  topic: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** An app that answers with what `answer` says; 200 by default. */
export async function startReceiver(
  answer: (received: Received, count: number) => number = () => 200,
) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const topic = String(request.headers['x-shopify-topic']);
    const message = {
      topic,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    received.push(message);
    response.writeHead(answer(message, received.length)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { received, appUrl: `http://127.0.0.1:${address.port}` };
}

/** A subscription as shopify.app.toml writes it; `more` are further lines of it. */
export function subscribe(topics: string[], more = ''): string {
  const list = topics.map((topic) => `"${topic}"`).join(', ');
  return `[[webhooks.subscriptions]]\ntopics = [${list}]\nuri = "/webhooks"\n${more}\n`;
}
