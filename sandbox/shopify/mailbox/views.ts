import { showMoment } from '../admin-frame/format.ts';
import { type Html, html } from '../admin-frame/html.ts';
import type { LocalShopifyContext } from '../context.ts';
import type { Mail } from './mail-store.ts';
import { localAddress, oneClickAddress } from './unsubscribe.ts';

function mailRow(context: LocalShopifyContext, mail: Mail): Html {
  return html`<tr><td class="lead"><a href="/mailbox/${mail.id}">${mail.subject}</a>
    <small class="narrow">to ${mail.to}</small><small>
    ${mail.text.replace(/\s+/g, ' ').trim().slice(0, 110)}</small></td>
    <td class="wide">${mail.to}</td><td class="quiet">${showMoment(context, mail.storeTime)}</td>
    </tr>`;
}

const emptyList = html`<div class="card empty-state"><h2>No mail yet</h2>
<p>Every mail that the app sends is caught here; none leaves this machine.</p></div>`;

export function mailList(
  context: LocalShopifyContext,
  mails: Mail[],
  filter: { query: string; smtpPort: number; total: number },
): Html {
  const rows = mails.slice(0, 200).map((mail) => mailRow(context, mail));
  const none = filter.query ? html`<p class="empty">No mail matches.</p>` : emptyList;
  return html`<div class="page"><header class="page-head"><h1>Mailbox</h1>
    <span class="badge">${filter.total} mails</span><span class="grow"></span>
    <form method="post" action="/mailbox/clear"><button class="button">Empty</button></form>
  </header>
  <form class="filters" action="/mailbox"><input type="search" name="query" value="${filter.query}"
    placeholder="Search by receiver or words" aria-label="Search mails">
    <button class="button">Search</button>
    <span class="quiet">SMTP on port ${filter.smtpPort}</span></form>
  ${
    rows.length === 0
      ? none
      : html`<div class="card flush"><table class="list"><thead><tr>
    <th>Subject</th><th class="wide">To</th><th>Arrived</th></tr></thead><tbody>${rows}</tbody>
    </table></div>`
  }
  </div>`;
}

function unsubscribeAnswer({ status, answer }: Mail['unsubscribes'][number]): Html {
  const tone = status >= 200 && status < 300 ? 'good' : 'bad';
  const told = status === 0 ? 'no answer' : `answered ${status}`;
  const words = answer
    .replace(/<[^>]*>/g, ' ')
    .trim()
    .slice(0, 160);
  return html`<p class="banner ${tone}">One-click unsubscribe: ${told}. ${words}</p>`;
}

function unsubscribeBlock(mail: Mail): Html {
  if (!oneClickAddress(mail)) {
    return html`<p class="quiet">This mail offers no one-click unsubscribe.</p>`;
  }
  return html`${mail.unsubscribes.map(unsubscribeAnswer)}
    <form method="post" action="/mailbox/${mail.id}/unsubscribe">
    <button class="button">Unsubscribe with one click</button></form>`;
}

function headerTable(mail: Mail): Html {
  const rows = mail.headers.map(
    ({ name, value }) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
  );
  return html`<table class="headers"><tbody>${rows}</tbody></table>`;
}

/** One mail: as it looks (on a desk or a phone), as text, and its headers. */
export function mailView(context: LocalShopifyContext, mail: Mail, view: string): Html {
  const current = (name: string) => (name === view ? html`aria-current="page"` : null);
  const tab = (name: string, label: string) =>
    html`<a class="tab" href="/mailbox/${mail.id}?view=${name}" ${current(name)}>${label}</a>`;
  const frame = html`<iframe class="mail-frame ${view}"
    sandbox="allow-popups allow-popups-to-escape-sandbox"
    src="/mailbox/${mail.id}/body" title="The mail"></iframe>`;
  const content =
    view === 'text'
      ? html`<pre class="mail-text">${localAddress(context, mail.text)}</pre>`
      : view === 'headers'
        ? headerTable(mail)
        : frame;
  return html`<link rel="stylesheet" href="/assets/mailbox/mailbox.css"><div class="page">
    <header class="page-head">
    <a class="button plain" href="/mailbox" aria-label="Back to the mailbox">←</a>
    <h1>${mail.subject}</h1></header>
  <div class="card mail-head"><dl class="facts"><dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>
  ${mail.to}</dd>
    <dt>Arrived</dt><dd>${showMoment(context, mail.storeTime)}</dd></dl>
    ${unsubscribeBlock(mail)}</div>
  <nav class="tabs" aria-label="View">
  ${tab('desk', 'Desktop')}
  ${tab('phone', 'Phone')}
  ${tab('text', 'Text')}
  ${tab('headers', 'Headers')}</nav>
  <div class="card flush mail-card">${content}</div></div>`;
}
