import type { Pool } from 'pg';
import { openLinkKeys } from './adapters/db/link-keys.server.ts';
import { createDataRequestDelivery } from './adapters/messaging/data-request-delivery.server.ts';
import { createMailRenderer } from './adapters/messaging/mail-renderer.server.ts';
import { createSmtpMail } from './adapters/messaging/smtp-mail.server.ts';
import { createUnsubscribeLinks } from './adapters/messaging/unsubscribe-links.server.ts';
import type { Env } from './env.server.ts';
import { en } from './locales/en/index.ts';

/** Mail to shoppers: how it is written, sent and ended. */
export async function createMessaging(env: Env, pool: Pool) {
  const linkKeys = await openLinkKeys(pool, {
    current: env.ENCRYPTION_KEY,
    previous: env.ENCRYPTION_KEY_PREVIOUS,
  });
  const mail = createSmtpMail({ url: env.SMTP_URL, from: env.MAIL_FROM });
  const mailDomain = env.MAIL_FROM.slice(env.MAIL_FROM.indexOf('@') + 1);
  return {
    mail,
    renderer: await createMailRenderer(en.mail),
    unsubscribeLinks: createUnsubscribeLinks({
      appUrl: env.SHOPIFY_APP_URL,
      keys: linkKeys,
    }),
    dataRequests: createDataRequestDelivery({
      mail,
      mailDomain,
      fromName: en.shell.appName,
      words: en.privacy.dataRequest,
    }),
    mailDomain,
    close: () => mail.close(),
  };
}

export type Messaging = Awaited<ReturnType<typeof createMessaging>>;
