import { expect, test } from 'vitest';
import { expireTokens } from '#sandbox/shopify/oauth/tokens.ts';
import {
  install,
  parseTokens,
  postGraphql,
  postToken,
  refresh,
  startShopify,
} from './support/local-shopify.ts';

const SHOP = '{ shop { id } }';

test('an id token is exchanged for an expiring offline token with the scopes of the toml', async () => {
  const shopify = await startShopify();
  const tokens = await install(shopify);
  expect(tokens).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 7_776_000 });
  expect(tokens.scope.split(',')).toContain('write_discounts');
  expect((await postGraphql(shopify, tokens.access_token, SHOP)).status).toBe(200);
  expect(shopify.store.installed).toBe(true);
});

test('an id token of another secret installs nothing', async () => {
  const shopify = await startShopify();
  const answer = await postToken(shopify, {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: `${await shopify.mintSessionToken()}x`,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
  });
  expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_subject_token' } });
  expect(shopify.store.installed).toBe(false);
});

test('an expired access token is a 401 and its refresh token gives a new pair', async () => {
  const shopify = await startShopify();
  const tokens = await install(shopify);
  expireTokens(shopify.store.state);
  expect((await postGraphql(shopify, tokens.access_token, SHOP)).status).toBe(401);
  const { status, body } = await refresh(shopify, tokens.refresh_token);
  expect(status).toBe(200);
  expect((await postGraphql(shopify, parseTokens(body).access_token, SHOP)).status).toBe(200);
});

test('a refresh token stays usable until its replacement is used', async () => {
  const shopify = await startShopify();
  const tokens = await install(shopify);
  const first = parseTokens((await refresh(shopify, tokens.refresh_token)).body);
  const second = parseTokens((await refresh(shopify, tokens.refresh_token)).body);
  expect(second.access_token).not.toBe(first.access_token);
  expect((await postGraphql(shopify, second.access_token, SHOP)).status).toBe(200);
  expect(await refresh(shopify, tokens.refresh_token)).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant' },
  });
});

test('after an uninstall tokens and refresh tokens are dead', async () => {
  const shopify = await startShopify();
  const tokens = await install(shopify);
  shopify.store.uninstall();
  expect((await postGraphql(shopify, tokens.access_token, SHOP)).status).toBe(401);
  expect((await refresh(shopify, tokens.refresh_token)).status).toBe(400);
});
