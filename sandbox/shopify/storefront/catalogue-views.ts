import { customerName, showMoney } from '../admin-frame/format.ts';
import { type Html, html, markup } from '../admin-frame/html.ts';
import type { LocalShopifyContext } from '../context.ts';
import { suggestCustomers } from '../control-panel/fields.ts';
import type { Product } from '../model.ts';
import type { Visitor } from './visitor.ts';

function productCard(product: Product, currency: string): Html {
  const lowest = Math.min(...product.variants.map(({ price }) => price));
  const from = product.variants.length > 1 ? 'from ' : '';
  return html`<a class="product" href="/products/${product.handle}"><img src="${product.imageUrl}"
    alt="" loading="lazy">
    <b>${product.title}</b><span>${from}${showMoney(lowest, currency)}</span></a>`;
}

function sellable({ store }: LocalShopifyContext): Product[] {
  return [...store.state.tables.products.values()].filter(({ status }) => status === 'ACTIVE');
}

export function catalogueView(context: LocalShopifyContext, query: string): Html {
  const wanted = query.toLowerCase();
  const found = sellable(context).filter((product) =>
    `${product.title} ${product.productType}`.toLowerCase().includes(wanted),
  );
  const types = [...new Set(sellable(context).map(({ productType }) => productType))];
  const links = types.map(
    (type) => html`<a href="/products?query=${encodeURIComponent(type)}">${type}</a>`,
  );
  const { currency } = context.store.shop;
  return html`<h1>${query || 'Everything'}</h1><nav class="types">
    <a href="/products">Everything</a>${links}</nav>
    <div class="grid">${found.map((product) => productCard(product, currency))}</div>`;
}

export function productView(context: LocalShopifyContext, product: Product): Html {
  const { currency } = context.store.shop;
  const options = product.variants.map((variant, index) => {
    const label = product.variants.length > 1 ? `${variant.title} – ` : '';
    return html`<label class="option"><input type="radio" name="variant"
      value="${variant.id}" ${index === 0 ? html`checked` : null}>
      ${label}${showMoney(variant.price, currency)}</label>`;
  });
  return html`<div class="detail"><img src="${product.imageUrl}" alt=""><div><p class="quiet">
    ${product.vendor}</p>
    <h1>${product.title}</h1>${markup(product.descriptionHtml)}
    <form method="post" action="/cart/add">${options}
      <label class="amount">Quantity <input name="quantity" type="number" min="1" max="99"
      value="1"></label>
      <button class="buy">Add to cart</button></form></div></div>`;
}

/** Who is logged in: on the local shop one may be anybody. */
export function accountView(context: LocalShopifyContext, visitor: Visitor, query: string): Html {
  const found = suggestCustomers(context.store, query);
  const rows = found.map(
    (
      customer,
    ) => html`<li><form method="post" action="/account"><input type="hidden" name="customer"
      value="${customer.id}">
      <button class="link"><b>${customerName(customer)}</b> ${customer.email}</button></form></li>`,
  );
  const current = visitor.customer
    ? html`<p>You are <b>${customerName(visitor.customer)}</b> (${visitor.customer.email}).</p>
      <form method="post" action="/account"><button>Log out</button></form>`
    : html`<p>You are not logged in. Choose whose eyes to look through.</p>`;
  return html`<h1>Account</h1>${current}<form class="find" action="/account"><input type="search"
    name="query" value="${query}"
    placeholder="Name or e-mail address" aria-label="Find a customer"><button>Find</button></form>
    <ul class="people">${rows}</ul>`;
}
