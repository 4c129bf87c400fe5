import { expect, test } from 'vitest';
import {
  type ProductPair,
  type RecommendInput,
  recommend,
  scorePair,
} from '#app/domain/recommendations/recommend.ts';

function aPair(otherProductId: string, together: number, ofOther: number): ProductPair {
  return {
    productId: '1',
    otherProductId,
    ordersTogether: together,
    ordersOfProduct: 100,
    ordersOfOther: ofOther,
  };
}

function aProduct(productId: string) {
  return {
    productId,
    status: 'active',
    publishedAt: '2026-01-01T00:00:00Z',
    isGiftCard: false,
    inventory: null,
  };
}

function anInput(overrides: Partial<RecommendInput> = {}): RecommendInput {
  return {
    bought: ['1'],
    owned: [],
    pairs: [aPair('2', 40, 100), aPair('3', 20, 50), aPair('4', 3, 3)],
    products: ['1', '2', '3', '4', '5'].map(aProduct),
    bestsellers: ['1', '5', '2'],
    count: 3,
    minimumSupport: 3,
    fallback: 'none',
    ...overrides,
  };
}

test('the strength of a pair: 40 orders of both, 160 of either, ten more for doubt', () => {
  expect(scorePair(aPair('2', 40, 100))).toBeCloseTo(40 / 170, 12);
});

test('pairs seen often come before rare ones with a high lift', () => {
  expect(recommend(anInput())).toEqual(['2', '3', '4']);
});

test('a pair below the support asked for is left out', () => {
  expect(recommend(anInput({ minimumSupport: 4 }))).toEqual(['2', '3']);
});

test.each([
  ['owned', { owned: ['2'] }],
  ['sold out', { products: [{ ...aProduct('2'), inventory: 0 }, aProduct('3')] }],
  ['unpublished', { products: [{ ...aProduct('2'), publishedAt: null }, aProduct('3')] }],
  ['archived', { products: [{ ...aProduct('2'), status: 'archived' }, aProduct('3')] }],
  ['a gift card', { products: [{ ...aProduct('2'), isGiftCard: true }, aProduct('3')] }],
  ['unknown', { products: [aProduct('3')] }],
])('never a product that is %s', (_, overrides) => {
  const [first] = recommend(anInput({ ...overrides, count: 1 }));
  expect(first).toBe('3');
});

test('bestsellers fill up only where that is asked for', () => {
  const thin = { pairs: [aPair('3', 20, 50)] };
  expect(recommend(anInput(thin))).toEqual(['3']);
  expect(recommend(anInput({ ...thin, fallback: 'bestsellers' }))).toEqual(['3', '5', '2']);
});

test('two products that were bought add up', () => {
  const pairs = [
    aPair('2', 30, 100),
    aPair('3', 25, 100),
    { ...aPair('3', 25, 100), productId: '9' },
  ];
  expect(recommend(anInput({ bought: ['1', '9'], pairs, count: 1 }))).toEqual(['3']);
});
