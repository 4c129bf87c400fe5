/** POST /admin/oauth/access_token: token exchange and refresh. */
import { jwtVerify } from 'jose';
import type { LocalShopifyContext } from '../context.ts';
import { type Request, type Response, type Route, readBody, sendJson } from '../http.ts';
import type { TokenRecord } from '../records.ts';
import { install } from '../verbs/catalogue.ts';
import { issueToken, refreshToken } from './tokens.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';
const ONLINE = 'urn:shopify:params:oauth:token-type:online-access-token';

export const tokenRoute: Route = {
  match: (method, url) => method === 'POST' && url.pathname === '/admin/oauth/access_token',
  async handle(request, response, context) {
    const fields = await readFields(request);
    if (!fields) return fail(response, 400, 'invalid_request', 'The body is not readable');
    const { apiKey, apiSecret } = context.options;
    if (fields.client_id !== apiKey || fields.client_secret !== apiSecret) {
      return fail(response, 401, 'invalid_client', 'Client authentication failed');
    }
    if (fields.grant_type === EXCHANGE) return exchange(fields, response, context);
    if (fields.grant_type === 'refresh_token') return refresh(fields, response, context);
    fail(response, 400, 'unsupported_grant_type', 'This grant type is not supported');
  },
};

type TokenFields = Record<string, string>;

/** The libraries send JSON; forms are as good. */
async function readFields(request: Request): Promise<TokenFields | null> {
  const body = await readBody(request);
  if (request.headers['content-type']?.includes('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return null;
    return Object.fromEntries(Object.entries(parsed).map(([key, value]) => [key, String(value)]));
  } catch {
    return null;
  }
}

function fail(response: Response, status: number, error: string, description: string): void {
  sendJson(response, status, { error, error_description: description });
}

async function exchange(
  fields: TokenFields,
  response: Response,
  context: LocalShopifyContext,
): Promise<void> {
  const kind = fields.requested_token_type;
  if (fields.subject_token_type !== ID_TOKEN || (kind !== OFFLINE && kind !== ONLINE)) {
    return fail(response, 400, 'invalid_request', 'Token types are missing or not supported');
  }
  const userId = await subjectOf(fields.subject_token ?? '', context);
  if (userId === null) {
    return fail(response, 400, 'invalid_subject_token', 'The id token is not valid');
  }
  const { state } = context.store;
  const { scopes } = context.configuration();
  install(state, scopes);
  const token = issueToken(state, {
    kind: kind === OFFLINE ? 'offline' : 'online',
    expiring: fields.expiring === '1' || fields.expiring === 'true',
    scopes,
  });
  state.commit();
  sendJson(response, 200, {
    ...answerOf(token),
    ...(kind === ONLINE ? onlineParts(userId, token, context) : {}),
  });
}

/** The user of a valid id token of this app and shop; null for any other. */
async function subjectOf(idToken: string, context: LocalShopifyContext): Promise<string | null> {
  try {
    const { payload } = await jwtVerify(
      idToken,
      new TextEncoder().encode(context.options.apiSecret),
      { audience: context.options.apiKey, algorithms: ['HS256'], clockTolerance: 10 },
    );
    return payload.dest === `https://${context.store.shop.domain}` ? (payload.sub ?? null) : null;
  } catch {
    return null;
  }
}

function onlineParts(userId: string, token: TokenRecord, context: LocalShopifyContext) {
  const { address, email } = context.store.shop;
  return {
    associated_user_scope: token.scopes.join(','),
    associated_user: {
      id: Number(userId),
      first_name: address.firstName,
      last_name: address.lastName,
      email,
      account_owner: true,
      locale: 'en',
      collaborator: false,
      email_verified: true,
    },
  };
}

function refresh(fields: TokenFields, response: Response, context: LocalShopifyContext): void {
  const { state } = context.store;
  const { scopes } = context.configuration();
  const token = state.meta.installed
    ? refreshToken(state, fields.refresh_token ?? '', scopes)
    : null;
  state.commit();
  if (token) sendJson(response, 200, answerOf(token));
  else fail(response, 400, 'invalid_grant', 'The refresh token is not valid');
}

function answerOf(token: TokenRecord) {
  const seconds = (until: number | null) =>
    until === null ? undefined : Math.round((until - Date.now()) / 1000);
  return {
    access_token: token.id,
    scope: token.scopes.join(','),
    expires_in: seconds(token.expiresAt),
    refresh_token: token.refreshToken ?? undefined,
    refresh_token_expires_in: seconds(token.refreshExpiresAt),
  };
}
