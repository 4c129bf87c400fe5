import { expect, test } from 'vitest';
import { createMailRenderer } from '#app/adapters/messaging/mail-renderer.server.ts';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import type { MailModel } from '#app/domain/messaging/mail-model.ts';
import { mail as words } from '#app/locales/en/mail.ts';

const renderer = await createMailRenderer(words);

function aModel(overrides: Partial<MailModel> = {}): MailModel {
  const { action } = defaultDefinitions['anniversary-discount'];
  if (action.type !== 'discount-offer') throw new Error('another play');
  return {
    texts: action.message,
    locale: 'en',
    customer: { firstName: 'Ada', lastName: 'Byron' },
    shop: { name: 'Fern', url: 'https://fern.test', postalAddress: '1 Fern Lane' },
    offer: {
      value: '15%',
      code: 'BDAY-X',
      expires: 'March 24, 2027',
      minimum: null,
      url: 'https://fern.test/discount/BDAY-X',
    },
    products: [],
    order: null,
    trigger: 'birthday',
    unsubscribeUrl: 'https://app.test/unsubscribe/t',
    isTest: false,
    ...overrides,
  };
}

test('both parts carry code, end, address, reason and unsubscribe link', async () => {
  const { subject, html, text } = await renderer.render(aModel());
  expect(subject).toBe('A little something for your day, Ada');
  for (const part of [html, text]) {
    for (const piece of [
      'BDAY-X',
      'March 24, 2027',
      '1 Fern Lane',
      'because you told Fern your birthday',
      'https://app.test/unsubscribe/t',
    ]) {
      expect(part).toContain(piece);
    }
    expect(part).not.toMatch(/\{\{|\{%|undefined|null/);
  }
});

test('a missing name takes the fallback that the text declares', async () => {
  const customer = { firstName: null, lastName: null };
  const { subject } = await renderer.render(aModel({ customer }));
  expect(subject).toBe('A little something for your day, friend');
});

test('names and texts cannot become markup, nor a second subject line', async () => {
  const customer = { firstName: '<img src=x onerror=alert(1)>\r\nBcc: a@b.c', lastName: null };
  const texts = { ...aModel().texts, body: '<script>alert(1)</script>\nsecond line' };
  const { subject, html } = await renderer.render(aModel({ customer, texts }));
  expect(subject).not.toMatch(/[\r\n]/);
  expect(html).not.toContain('<img src=x');
  expect(html).not.toContain('<script>');
  expect(html).toMatch(/&lt;script&gt;alert\(1\)&lt;\/script&gt;<br \/>\s*second line/);
});

test('a text that loops for long is stopped', async () => {
  const body = '{% for i in (1..100000) %}{% for j in (1..100000) %}x{% endfor %}{% endfor %}';
  const texts = { ...aModel().texts, body };
  const problems = await renderer.checkTexts(aModel({ texts }));
  expect(problems).toMatchObject([{ field: 'body', code: 'bad_template' }]);
});

test('a test says so in subject and text', async () => {
  const { subject, text } = await renderer.render(aModel({ isTest: true }));
  expect(subject).toMatch(/^\[Test\] /);
  expect(text).toContain('The code is a sample and does not work');
});

test('products show price and picture where there is one', async () => {
  const product = {
    title: 'Pot & Co',
    price: '$12.90',
    imageUrl: null,
    url: 'https://fern.test/p',
  };
  const picture = { ...product, title: 'Soil', price: null, imageUrl: 'https://cdn.test/a.png' };
  const { html, text } = await renderer.render(aModel({ products: [product, picture] }));
  expect(html).toContain('Pot &amp; Co');
  expect(html).toContain('src="https://cdn.test/a.png"');
  expect(text).toContain('* Pot & Co, $12.90');
});
