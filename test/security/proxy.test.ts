import type { LoaderFunctionArgs } from '@remix-run/node';
import { expect, test } from 'vitest';
import { loader } from '#app/routes/proxy.points.ts';
import { openTwoShops, proxyAddress, type TwoShops } from './two-shops.ts';

function parametersOf({ a }: TwoShops): Record<string, string> {
  return {
    shop: a.shop.domain,
    path_prefix: '/apps/perennial',
    timestamp: String(Math.floor(Date.now() / 1000)),
    logged_in_customer_id: a.customerIds[3] ?? '',
  };
}

async function ask({ composition }: TwoShops, address: string) {
  const args = { request: new Request(address), params: {}, context: { ...composition } };
  const answer: unknown = await loader(args satisfies LoaderFunctionArgs).catch((error) => error);
  if (!(answer instanceof Response)) throw new Error(String(answer));
  return { status: answer.status, text: await answer.text() };
}

test('a signed address shows a shopper his own points', async () => {
  const world = await openTwoShops();
  const { status, text } = await ask(world, proxyAddress(parametersOf(world)));
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ signedIn: true, available: 900 });
});

test('an address that was tampered with, replayed or signed by others shows nothing', async () => {
  const world = await openTwoShops();
  const parameters = parametersOf(world);
  const signed = proxyAddress(parameters);
  const other = world.a.customerIds[4] ?? '';
  const old = String(Math.floor(Date.now() / 1000) - 3_600);
  const addresses: [string, string][] = [
    ['another customer', signed.replace(parameters.logged_in_customer_id ?? '', other)],
    ['another shop', signed.replace(world.a.shop.domain, world.b.shop.domain)],
    ['no signature', signed.replace(/&signature=.*/, '')],
    ['half a signature', signed.slice(0, -10)],
    ['another secret', proxyAddress(parameters, 'another-secret')],
    ['a parameter more', `${signed}&logged_in_customer_id=${other}`],
    ['an hour old', proxyAddress({ ...parameters, timestamp: old })],
    ['no time', proxyAddress({ ...parameters, timestamp: '' })],
  ];
  for (const [what, address] of addresses) {
    const { status, text } = await ask(world, address);
    expect(text, what).not.toMatch(/available|pending|rewards/);
    expect(status, what).not.toBe(500);
  }
});

test('a shop that signs for another’s customer learns nothing of him', async () => {
  const world = await openTwoShops();
  const [id = ''] = world.b.customerIds.slice(3);
  const address = proxyAddress({ ...parametersOf(world), logged_in_customer_id: id });
  const { status, text } = await ask(world, address);
  expect(status).toBe(404);
  expect(JSON.parse(text)).toEqual({ signedIn: false });
});

test('a signed-out shopper and an id that is none get no points', async () => {
  const world = await openTwoShops();
  for (const id of ['', 'null', '1 or 1=1', '99999999999999999999', '-1']) {
    const address = proxyAddress({ ...parametersOf(world), logged_in_customer_id: id });
    expect(JSON.parse((await ask(world, address)).text), id).toEqual({ signedIn: false });
  }
});
