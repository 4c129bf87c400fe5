import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '#test/sandbox/support/local-shopify.ts';
import { type OpenPages, openPages } from './open-pages.ts';

const mailboxAnswer = z.object({
  smtpPort: z.number(),
  mails: z.array(
    z.object({
      id: z.string(),
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      html: z.string().nullable(),
      oneClickUnsubscribe: z.string().nullable(),
      unsubscribes: z.array(z.object({ status: z.number() })),
    }),
  ),
});

async function readMailbox({ get }: OpenPages) {
  return mailboxAnswer.parse(await (await get('/mailbox.json')).json());
}

async function sendMail(pages: OpenPages, change: object = {}) {
  const { smtpPort } = await readMailbox(pages);
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort });
  await transport.sendMail({
    from: 'shop@example.com',
    to: 'ann@example.com',
    subject: 'Grüße – 15 % off',
    text: 'Hello Ann',
    html: `<!doctype html><html><head></head><body>
      <a href="https://${pages.shopify.store.shop.domain}/discount/X">Use</a></body></html>`,
    ...change,
  });
}

test('a sent mail is in the mailbox, as text, markup and headers', async () => {
  const pages = await openPages();
  await sendMail(pages);
  const { mails } = await readMailbox(pages);
  expect(mails).toMatchObject([{ to: 'ann@example.com', subject: 'Grüße – 15 % off' }]);
  const id = mails[0]?.id;
  expect(await (await pages.get('/mailbox')).text()).toContain('Grüße – 15 % off');
  expect(await (await pages.get(`/mailbox/${id}?view=text`)).text()).toContain('Hello Ann');
  expect(await (await pages.get(`/mailbox/${id}?view=headers`)).text()).toContain('Message-ID');
});

test('links to the shop lead to the local shop and the mail runs no script', async () => {
  const pages = await openPages();
  await sendMail(pages);
  const [mail] = (await readMailbox(pages)).mails;
  const body = await pages.get(`/mailbox/${mail?.id}/body`);
  expect(await body.text()).toContain(`href="${pages.shopify.origin}/discount/X"`);
  expect(body.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('one click unsubscribes with the POST of RFC 8058', async () => {
  const pages = await openPages();
  await sendMail(pages, {
    headers: {
      'List-Unsubscribe': `<mailto:a@b.example>, <${pages.app.url}/api/unsubscribe>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  });
  const [mail] = (await readMailbox(pages)).mails;
  expect(mail?.oneClickUnsubscribe).toBe(`${pages.app.url}/api/unsubscribe`);
  const page = await (await pages.post(`/mailbox/${mail?.id}/unsubscribe`, {})).text();
  expect(page).toContain('answered 200');
  expect(page).toContain('answered List-Unsubscribe=One-Click');
  expect((await readMailbox(pages)).mails[0]?.unsubscribes).toEqual([
    expect.objectContaining({ status: 200 }),
  ]);
});

test('a mail without the offer has no one-click button', async () => {
  const pages = await openPages();
  await sendMail(pages, { headers: { 'List-Unsubscribe': '<https://x.example/u>' } });
  const [mail] = (await readMailbox(pages)).mails;
  expect(mail?.oneClickUnsubscribe).toBeNull();
  expect((await pages.post(`/mailbox/${mail?.id}/unsubscribe`, {})).status).toBe(400);
});

test('a receiver under bounce. is refused for good', async () => {
  const pages = await openPages();
  await expect(sendMail(pages, { to: 'x@bounce.example' })).rejects.toMatchObject({
    responseCode: 550,
  });
  expect((await readMailbox(pages)).mails).toEqual([]);
});

test('mails survive a restart', async () => {
  const dataDir = temporaryFolder();
  const first = await openPages({ dataDir });
  await sendMail(first);
  const second = await openPages({ dataDir });
  expect((await readMailbox(second)).mails).toMatchObject([{ to: 'ann@example.com' }]);
});

test('an unknown mail is not found', async () => {
  const { get } = await openPages();
  expect((await get('/mailbox/nothing')).status).toBe(404);
});
