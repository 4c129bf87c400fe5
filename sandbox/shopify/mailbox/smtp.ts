import { randomUUID } from 'node:crypto';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { LocalShopifyContext } from '../context.ts';
import type { Mail, MailStore } from './mail-store.ts';

function addressText(address: AddressObject | AddressObject[] | undefined): string {
  const list = address === undefined ? [] : [address].flat();
  return list.map((each) => each.text).join(', ');
}

function toMail(parsed: ParsedMail, session: SMTPServerSession, storeTime: string): Mail {
  const { mailFrom, rcptTo } = session.envelope;
  return {
    id: randomUUID(),
    receivedAt: new Date().toISOString(),
    storeTime,
    envelopeFrom: mailFrom ? mailFrom.address : '',
    envelopeTo: rcptTo.map(({ address }) => address),
    from: addressText(parsed.from),
    to: addressText(parsed.to),
    subject: parsed.subject ?? '(no subject)',
    text: parsed.text ?? '',
    html: parsed.html || null,
    headers: parsed.headerLines.map(({ key, line }) => ({
      name: line.slice(0, line.indexOf(':')) || key,
      value: line
        .slice(line.indexOf(':') + 1)
        .replace(/\r?\n\s+/g, ' ')
        .trim(),
    })),
    unsubscribes: [],
  };
}

export interface SmtpCatcher {
  port: number;
  close(): Promise<void>;
}

/**
 * Takes every mail for everyone and delivers none. Addresses under `bounce.` are refused as a
 * receiver that does not exist is, so that failures can be seen too.
 */
export async function startSmtp(
  context: LocalShopifyContext,
  mails: MailStore,
  port: number,
): Promise<SmtpCatcher> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(null, { user: 'local' }),
    onRcptTo: ({ address }, _session, done) => {
      const refused = /@bounce\./i.test(address);
      const error = Object.assign(new Error('No such user here'), { responseCode: 550 });
      done(refused ? error : null);
    },
    onData: (stream: SMTPServerDataStream, session, done) => {
      simpleParser(stream)
        .then((parsed) => {
          mails.put(toMail(parsed, session, context.store.now().toISOString()));
          done();
        })
        .catch((error: unknown) => done(error instanceof Error ? error : new Error(String(error))));
    },
  });
  // A client that hangs up in the middle of a sentence is no reason to end the demo.
  server.on('error', (error) => context.log.warn(`mail: ${error.message}`));
  const listening = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    const socket = server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = socket.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
  return {
    port: listening,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
