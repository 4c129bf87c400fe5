import { createTransport } from 'nodemailer';
import type { Mail, MailOutcome, MailPort } from '#app/services/ports/mail-port.ts';
import { OutsideError } from '#app/services/ports/outside-error.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587`, `smtps://…` for TLS from the start. */
  url: string;
  /** The address that all mail comes from; the shop's name stands before it. */
  from: string;
  /** Limits in milliseconds; the defaults suit a server on the internet. */
  timeouts?: { connectMs: number; answerMs: number };
}

/** Failures before anything was handed over, whatever else the error says. */
const BEFORE_SENDING = new Set(['EDNS', 'ETLS', 'EAUTH', 'ENOAUTH', 'EPROXY', 'ECONFIG']);

/** Mail over SMTP, on a few connections that are kept open. Close it when the process ends. */
export function createSmtpMail(options: SmtpOptions): MailPort & { close(): void } {
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: 6,
    // A connection lost while sending must not send again by itself: mail is at most once.
    maxRequeues: 0,
    connectionTimeout: options.timeouts?.connectMs ?? 10_000,
    socketTimeout: options.timeouts?.answerMs ?? 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    close: () => transport.close(),
    async send(mail) {
      try {
        await transport.sendMail(toMessage(mail, options.from));
        return { outcome: 'accepted' };
      } catch (error) {
        return classifyFailure(error);
      }
    },
  };
}

function toMessage(mail: Mail, from: string) {
  return {
    from: { name: mail.fromName, address: from },
    to: { name: '', address: mail.to },
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    messageId: mail.messageId,
    headers: mail.unsubscribeUrl
      ? {
          'List-Unsubscribe': `<${mail.unsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }
      : {},
  };
}

/**
 * A server that answered has said what became of the mail. Without an answer it is certain only for
 * failures that come before the content is handed over.
 *
 * @throws OutsideError where the mail was not taken and may be tried again
 */
export function classifyFailure(error: unknown): MailOutcome {
  if (!(error instanceof Error)) throw error;
  const { message } = error;
  const code = readProperty(error, 'code');
  const isAboutTheServer = typeof code === 'string' && BEFORE_SENDING.has(code);
  const timeoutType = readProperty(error, 'timeoutType');
  const neverConnected =
    readProperty(error, 'syscall') === 'connect' ||
    (timeoutType !== undefined && timeoutType !== 'SOCKET_TIMEOUT');
  if (isAboutTheServer || neverConnected) {
    throw new OutsideError(message, { retryable: true, cause: error });
  }
  const responseCode = readProperty(error, 'responseCode');
  if (typeof responseCode === 'number') {
    if (responseCode >= 500) return { outcome: 'refused', message };
    throw new OutsideError(message, { retryable: true, cause: error });
  }
  // No recipient that could be written on an envelope: nothing was said to the server.
  if (code === 'EENVELOPE') return { outcome: 'refused', message };
  return { outcome: 'uncertain', message };
}

function readProperty(error: Error, name: string): unknown {
  return Object.entries(error).find(([key]) => key === name)?.[1];
}
