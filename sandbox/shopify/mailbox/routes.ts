import { assetRoutes } from '../admin-frame/assets.ts';
import { storePage } from '../admin-frame/frame-page.ts';
import { escapeHtml } from '../admin-frame/html.ts';
import {
  htmlPage,
  jsonPage,
  type PageRequest,
  type PageResponse,
  page,
  redirectTo,
  textPage,
} from '../admin-frame/page.ts';
import type { LocalShopifyContext } from '../context.ts';
import type { Part } from '../http.ts';
import { type Mail, type MailStore, openMailStore } from './mail-store.ts';
import { startSmtp } from './smtp.ts';
import { localAddress, oneClickAddress, postOneClick } from './unsubscribe.ts';
import { mailList, mailView } from './views.ts';

function matches(mail: Mail, query: string): boolean {
  const text = `${mail.to} ${mail.subject} ${mail.text}`.toLowerCase();
  return text.includes(query.toLowerCase());
}

/** The mail's own markup with links to the shop turned to where the shop is. */
function bodyDocument(context: LocalShopifyContext, mail: Mail): PageResponse {
  const source = mail.html ?? `<pre>${escapeHtml(mail.text)}</pre>`;
  const local = localAddress(context, source);
  const base = '<base target="_blank">';
  const hasHead = /<head[^>]*>/i.test(local);
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      // A mail runs no script and loads nothing but pictures, as in a mail program.
      'content-security-policy':
        "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; font-src data:",
    },
    body: hasHead ? local.replace(/<head[^>]*>/i, (head) => head + base) : base + local,
  };
}

function describe(mail: Mail) {
  return { ...mail, oneClickUnsubscribe: oneClickAddress(mail) };
}

const views = ['desk', 'phone', 'text', 'headers'];

/** The mailbox: an SMTP server on a port of its own and pages of what it caught. */
export async function mailbox(context: LocalShopifyContext): Promise<Part> {
  const mails: MailStore = openMailStore(context.options.dataDir);
  const smtp = await startSmtp(context, mails, context.options.smtpPort ?? 0);
  context.log.info(`mail is caught on smtp://127.0.0.1:${smtp.port}`);
  const withMail = async (
    request: PageRequest,
    show: (mail: Mail) => PageResponse | Promise<PageResponse>,
  ) => {
    const mail = mails.get(request.parameters.id ?? '');
    return mail ? show(mail) : textPage('There is no such mail', 404);
  };
  const showList = ({ url }: PageRequest) => {
    const query = url.searchParams.get('query') ?? '';
    const all = mails.list();
    const found = all.filter((mail) => matches(mail, query));
    const body = mailList(context, found, { query, smtpPort: smtp.port, total: all.length });
    return htmlPage(storePage(context, { current: 'mailbox', title: 'Mailbox', body }));
  };
  const showMail = (request: PageRequest) =>
    withMail(request, (mail) => {
      const asked = request.url.searchParams.get('view') ?? 'desk';
      const body = mailView(context, mail, views.includes(asked) ? asked : 'desk');
      return htmlPage(storePage(context, { current: 'mailbox', title: mail.subject, body }));
    });
  return {
    routes: [
      page('GET', '/mailbox', showList),
      ...assetRoutes('/assets/mailbox', new URL('./', import.meta.url)),
      page('GET', '/mailbox.json', () =>
        jsonPage({ smtpPort: smtp.port, mails: mails.list().map(describe) }),
      ),
      page('POST', '/mailbox/clear', () => {
        mails.clear();
        return redirectTo('/mailbox');
      }),
      page('GET', '/mailbox/:id', showMail),
      page('GET', '/mailbox/:id/body', (request) =>
        withMail(request, (mail) => bodyDocument(context, mail)),
      ),
      page('POST', '/mailbox/:id/unsubscribe', (request) =>
        withMail(request, async (mail) => {
          if (!oneClickAddress(mail))
            return textPage('The mail offers no one-click unsubscribe', 400);
          mails.put(await postOneClick(context, mail));
          return redirectTo(`/mailbox/${mail.id}`);
        }),
      ),
    ],
    close: () => smtp.close(),
  };
}
