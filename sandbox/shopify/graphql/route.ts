/** POST /admin/api/<version>/graphql.json */
import { z } from 'zod';
import { type Route, readBody, sendJson, urlOf } from '../http.ts';
import { findToken } from '../oauth/tokens.ts';
import { GraphqlEngine } from './engine.ts';

const PATH = /^\/admin\/api\/([\w-]+)\/graphql\.json$/;

const bodySchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

export const graphqlRoute: Route = {
  match: (method, url) => method === 'POST' && PATH.test(url.pathname),
  async handle(request, response, context) {
    const text = await readBody(request);
    const [, version = ''] = PATH.exec(urlOf(request).pathname) ?? [];
    const header = request.headers['x-shopify-access-token'];
    const token = typeof header === 'string' ? findToken(context.store.state, header) : null;
    if (!token || !context.store.installed) {
      const errors = '[API] Invalid API key or access token (unrecognized login or wrong password)';
      sendJson(response, 401, { errors });
      return;
    }
    const body = parseBody(text);
    if (!body) {
      sendJson(response, 400, { errors: { query: 'Required parameter missing or invalid' } });
      return;
    }
    context.engine ??= new GraphqlEngine(context);
    const answer = await context.engine.run(
      {
        query: body.query,
        variables: body.variables ?? {},
        operationName: body.operationName ?? null,
      },
      new Set(token.scopes),
    );
    sendJson(response, 200, answer, { 'x-shopify-api-version': version });
  },
};

function parseBody(text: string): z.infer<typeof bodySchema> | null {
  try {
    const parsed = bodySchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
