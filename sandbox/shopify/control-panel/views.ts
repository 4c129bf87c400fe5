import { showMoment } from '../admin-frame/format.ts';
import { type Html, html } from '../admin-frame/html.ts';
import type { LocalShopifyContext } from '../context.ts';
import type { Shoppers } from '../shoppers/shoppers.ts';
import type { DeliveryReport } from '../webhooks/sender.ts';
import { offsetMs } from './clock.ts';
import { actionButton, customerField, lineFields, productOptions, textField } from './forms.ts';

const dayMs = 86_400_000;

function describeOffset(offset: number): string {
  if (Math.abs(offset) < 60_000) return 'real time';
  const hours = Math.round(Math.abs(offset) / 3_600_000);
  const size =
    Math.abs(offset) < 2 * dayMs
      ? `${hours} hours`
      : `${Math.round(Math.abs(offset) / dayMs)} days`;
  return `${size} ${offset > 0 ? 'ahead of' : 'behind'} real time`;
}

function clockCard(context: LocalShopifyContext): Html {
  const move = (label: string, value: string) =>
    html`<button class="button" name="move" value="${value}">${label}</button>`;
  const offset = offsetMs(context);
  const now = showMoment(context, context.store.now().toISOString());
  return html`<section class="card" id="clock"><h2>Clock</h2>
    <p class="clock-face"><b>
    ${now}</b> <span class="badge ${Math.abs(offset) < 60_000 ? '' : 'warn'}">
      ${describeOffset(offset)}</span></p>
    <form method="post" action="/control-panel/clock"><div class="buttons">
      ${move('+1 hour', 'hour')}${move('+1 day', 'day')}${move('+1 week', 'week')}
      ${move('Back to real time', 'real')}</div></form>
    <h3>To a customer’s day, 09:59 where they live</h3>
    <form method="post" action="/control-panel/clock">${customerField('Customer')}
      <div class="buttons">
      ${move('Birthday', 'birthday')}${move('Anniversary of the first order', 'anniversary')}</div>
    </form></section>`;
}

function orderCard(context: LocalShopifyContext, customer: string): Html {
  const options = productOptions(context);
  return html`<section class="card" id="place-order"><h2>Place an order</h2>
    <form method="post" action="/control-panel/orders">${customerField('Customer', customer)}
      ${lineFields(options, 3)}
      <div class="fields">${textField('Discount code', 'code', '')}
      ${textField(`Shipping (${context.store.shop.currency})`, 'shipping', '0')}</div>
      <label class="check"><input type="checkbox" name="paid" value="yes" checked> Paid</label>
      <label class="check"><input type="checkbox" name="test" value="yes"> Test order</label>
      <div class="buttons"><button class="button primary">Place order</button>
      <button class="button"
      formaction="/control-panel/checkouts">Leave as abandoned checkout</button></div>
    </form></section>`;
}

function costCard(context: LocalShopifyContext): Html {
  return html`<section class="card" id="unit-cost"><h2>Change a unit cost</h2>
    <form method="post" action="/control-panel/unit-cost"><label class="field">
      <span>Product</span><select name="variant">${productOptions(context)}</select></label>
      ${textField(`Cost of one unit (${context.store.shop.currency}), empty for none`, 'cost', '')}
      <div class="buttons"><button class="button">Set the cost</button></div></form></section>`;
}

function percent(share: number): string {
  return String(Math.round(share * 1000) / 10);
}

function webhookCard({ webhooks }: LocalShopifyContext): Html {
  const { knobs } = webhooks;
  const shuffle = String(knobs.shuffleWindowMs / 1000);
  return html`<section class="card" id="webhooks"><h2>Webhooks</h2>
    <form method="post" action="/control-panel/webhooks"><div class="fields">
      ${textField('Duplicate, %', 'duplicate', percent(knobs.duplicateRate), 'number')}
      ${textField('Drop, %', 'drop', percent(knobs.dropRate), 'number')}
      ${textField('Delay up to, seconds', 'delay', String(knobs.delayMs.max / 1000), 'number')}
      ${textField('Shuffle within, seconds', 'shuffle', shuffle, 'number')}
      </div><label class="check"><input type="checkbox" name="paused"
      value="yes" ${knobs.paused ? html`checked` : null}> Hold everything back</label>
      <div class="buttons"><button class="button primary">Apply</button>
      <button class="button"
      formaction="/control-panel/webhooks/hurry">Send what waits now</button></div>
    </form></section>`;
}

function shopperCard(context: LocalShopifyContext, shoppers: Shoppers): Html {
  const { everyMs } = shoppers;
  const seconds = String((everyMs ?? context.options.shoppers?.everyMs ?? 5000) / 1000);
  const happened = shoppers.recent
    .slice(0, 6)
    .map(
      ({ at, text }) =>
        html`<li>${text} <span class="quiet">${showMoment(context, at)}</span></li>`,
    );
  const state =
    everyMs === null
      ? html`<span class="badge">stopped</span>`
      : html`<span class="badge good">running</span>`;
  return html`<section class="card" id="shoppers"><h2>Shoppers ${state}</h2>
    <p class="quiet">Customers who order by themselves, and what follows:
      shipping, delivery, refunds, left checkouts.</p>
    <form method="post" action="/control-panel/shoppers">
      ${textField('Something happens every, seconds', 'every', seconds, 'number')}
      <div class="buttons"><button class="button primary" name="action" value="start">Start</button>
      <button class="button" name="action" value="stop">Stop</button>
      <button class="button" name="action" value="step">One now</button></div></form>
    <ul class="happenings">${happened}</ul></section>`;
}

function appCard({ store }: LocalShopifyContext): Html {
  const badge = store.installed
    ? html`<span class="badge good">installed</span>`
    : html`<span class="badge warn">not installed</span>`;
  return html`<section class="card" id="app"><h2>App ${badge}</h2><div class="buttons">
    <a class="button" href="/">Open the app</a>
    ${actionButton('Uninstall', '/control-panel/uninstall', { look: 'critical' })}
    ${actionButton('Ask to redact the shop', '/control-panel/shop-redact')}</div></section>`;
}

function deliveryRow(context: LocalShopifyContext, report: DeliveryReport): Html {
  const ok = report.status !== null && report.status >= 200 && report.status < 300;
  return html`<tr><td class="lead">${report.topic}</td>
    <td><span class="badge ${ok ? 'good' : 'bad'}">
    ${report.status ?? report.error ?? 'no answer'}</span></td>
    <td class="number">${report.attempt}</td>
    <td class="wide quiet">${report.webhookId}</td>
    <td class="quiet">${showMoment(context, report.at)}</td></tr>`;
}

function deliveries(context: LocalShopifyContext): Html {
  const rows = context.webhooks.recent().slice(0, 25);
  if (rows.length === 0) return html`<p class="empty">Nothing was delivered yet.</p>`;
  return html`<table class="list"><thead><tr><th>Topic</th><th>Answer</th><th>Attempt</th>
    <th class="wide">Webhook</th><th>When</th></tr></thead>
    <tbody>${rows.map((report) => deliveryRow(context, report))}</tbody></table>`;
}

function tiles({ webhooks }: LocalShopifyContext): Html {
  const stats = webhooks.stats();
  const tile = (label: string, value: number) =>
    html`<div class="tile"><span>${label}</span><b>${value.toLocaleString('en-US')}</b></div>`;
  return html`<div class="tiles" id="webhook-stats">${tile('Webhooks sent', stats.sent)}
    ${tile('Accepted', stats.ok)}${tile('Failed', stats.failed)}${tile('Dropped', stats.dropped)}
    ${tile('Waiting', stats.pending)}</div>`;
}

/** The whole control panel; `customer` fills the order form's customer. */
export function controlPanelView(
  context: LocalShopifyContext,
  shoppers: Shoppers,
  notice: Html,
  customer: string,
): Html {
  return html`<div class="page"><header class="page-head"><h1>Control panel</h1>
    <span class="grow"></span><a class="button" href="/control-panel">Refresh</a></header>
  ${notice}${tiles(context)}
  <div class="columns"><div>${clockCard(context)}${orderCard(context, customer)}${costCard(context)}</div>
  <div>${webhookCard(context)}${shopperCard(context, shoppers)}${appCard(context)}</div></div>
  <div class="card flush" id="deliveries">${deliveries(context)}</div>
  <datalist id="customers"></datalist></div>`;
}
