import { connect, createServer } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { createSmtpMail } from '#app/adapters/messaging/smtp-mail.server.ts';
import type { Mail } from '#app/services/ports/mail-port.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const mail: Mail = {
  fromName: 'Fern & Fable, Ltd.',
  replyTo: 'hello@fern.example',
  to: 'ada@example.com',
  subject: 'Für dich 🌿',
  html: '<p>Hello</p>',
  text: 'Hello',
  messageId: '<e1.1@perennial.example>',
  unsubscribeUrl: 'https://perennial.example/unsubscribe/token',
};

async function aServer(options: Partial<SMTPServerOptions>): Promise<number> {
  const quiet = { authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], closeTimeout: 10 };
  const server = new SMTPServer({ ...quiet, ...options });
  // The client that is cut off complains on the server's side too.
  server.on('error', () => undefined);
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return new Promise((resolve) => {
    const listener = server.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

function aMailer(port: number) {
  const timeouts = { connectMs: 2_000, answerMs: 2_000 };
  const url = `smtp://127.0.0.1:${port}`;
  const mailer = createSmtpMail({ url, from: 'mail@perennial.example', timeouts });
  closers.unshift(() => mailer.close());
  return mailer;
}

test('a mail arrives whole, with one-click unsubscribe as RFC 8058 has it', async () => {
  const received: Buffer[] = [];
  const port = await aServer({
    onData(stream, _session, callback) {
      stream.on('data', (chunk: Buffer) => received.push(chunk));
      stream.on('end', () => callback());
    },
  });
  expect(await aMailer(port).send(mail)).toEqual({ outcome: 'accepted' });
  const parsed = await simpleParser(Buffer.concat(received));
  expect(parsed.subject).toBe(mail.subject);
  expect(parsed.from?.value[0]).toMatchObject({
    name: 'Fern & Fable, Ltd.',
    address: 'mail@perennial.example',
  });
  expect(parsed.messageId).toBe(mail.messageId);
  expect(parsed.text?.trim()).toBe('Hello');
  expect(Buffer.concat(received).toString()).toMatch(
    /^List-Unsubscribe: <https:\/\/perennial\.example\/unsubscribe\/token>\r$/m,
  );
  expect(Buffer.concat(received).toString()).toMatch(
    /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m,
  );
});

function refuse(code: number) {
  return Object.assign(new Error('no'), { responseCode: code });
}

test('a mail that is refused for good is refused', async () => {
  const port = await aServer({ onRcptTo: (_address, _session, done) => done(refuse(550)) });
  expect(await aMailer(port).send(mail)).toMatchObject({ outcome: 'refused' });
});

test('a mail that is refused for now may be tried again', async () => {
  const port = await aServer({ onRcptTo: (_address, _session, done) => done(refuse(451)) });
  await expect(aMailer(port).send(mail)).rejects.toMatchObject({ retryable: true });
});

test('a server that is not there may be tried again', async () => {
  const port = await aServer({});
  for (const close of closers.splice(0)) await close();
  await expect(aMailer(port).send(mail)).rejects.toMatchObject({ retryable: true });
});

test('a connection lost after the content leaves the mail uncertain, and it is not repeated', async () => {
  let deliveries = 0;
  const sockets = new Set<{ destroy(): unknown }>();
  const port = await aServer({
    onData(stream) {
      deliveries += 1;
      stream.on('end', () => {
        for (const socket of sockets) socket.destroy();
      });
      stream.resume();
    },
  });
  // A relay in between, so that the connection can be cut without the server's consent.
  const relay = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    sockets.add(client);
    sockets.add(upstream);
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', () => resolve()));
  closers.unshift(() => new Promise<void>((resolve) => relay.close(() => resolve())));
  const address = relay.address();
  const relayPort = typeof address === 'object' && address ? address.port : 0;
  expect(await aMailer(relayPort).send(mail)).toMatchObject({ outcome: 'uncertain' });
  expect(deliveries).toBe(1);
});
