import { customerName, showMoney } from '../admin-frame/format.ts';
import { type Html, html } from '../admin-frame/html.ts';
import type { LocalShopifyContext } from '../context.ts';
import type { Order } from '../model.ts';
import { totalsOf } from '../totals.ts';
import type { CartLine, Visitor } from './visitor.ts';

export const shippingMethods = [
  { key: 'standard', label: 'Standard, 3–5 days', amount: 590 },
  { key: 'pickup', label: 'Pick up in the shop', amount: 0 },
];

export function subtotalOf(lines: CartLine[]): number {
  return lines.reduce((sum, { variant, quantity }) => sum + variant.price * quantity, 0);
}

/** What the code in the visitor's hands takes off, or why it does not. */
export function discountOf(context: LocalShopifyContext, visitor: Visitor, email: string | null) {
  const { customer, discountCode, lines } = visitor;
  if (!discountCode) return null;
  const buyer = { customerId: customer?.id ?? null, email: customer?.email ?? email };
  const priced = lines.map(({ product, variant, quantity }) => {
    return { productId: product.id, variantId: variant.id, quantity, price: variant.price };
  });
  const check = context.store.checkDiscountCode(discountCode, buyer, priced);
  if (!check.ok) return { amount: 0, message: check.message };
  return { amount: check.amounts.reduce((sum, each) => sum + each, 0), message: null };
}

function lineRow(line: CartLine, currency: string, editable: boolean): Html {
  const { product, variant, quantity } = line;
  const many = product.variants.length > 1;
  const count = editable
    ? html`<form method="post" action="/cart/change"><input type="hidden" name="variant"
      value="${variant.id}">
      <input name="quantity" type="number" min="0" max="99" value="${quantity}"
      aria-label="Quantity of ${product.title}">
      <button>Change</button></form>`
    : html`× ${quantity}`;
  return html`<tr><td><img src="${product.imageUrl}" alt=""></td><td><b>${product.title}</b>
    ${many ? html`<small>${variant.title}</small>` : null}</td>
    <td>${count}</td><td class="number">${showMoney(variant.price * quantity, currency)}</td></tr>`;
}

export function cartView({ store }: LocalShopifyContext, { lines }: Visitor): Html {
  const { currency } = store.shop;
  if (lines.length === 0) {
    return html`<h1>Cart</h1><p>Your cart is empty.</p><p><a class="buy"
      href="/products">Look around</a></p>`;
  }
  return html`<h1>Cart</h1><table class="lines">
    ${lines.map((line) => lineRow(line, currency, true))}</table>
    <p class="total">Subtotal <b>${showMoney(subtotalOf(lines), currency)}</b></p>
    <p><a class="buy" href="/checkout">Check out</a></p>`;
}

function buyerFields(visitor: Visitor, email: string): Html {
  if (visitor.customer) {
    return html`<p>For <b>
      ${customerName(visitor.customer)}</b>, ${visitor.customer.email}. <a href="/account">Someone else?</a></p>`;
  }
  return html`<label class="field">E-mail <input type="email" name="email" value="${email}"
    autocomplete="off"></label>
    <p class="quiet">Or <a href="/account">log in</a> as one of the customers.</p>`;
}

function summary(context: LocalShopifyContext, visitor: Visitor, email: string): Html {
  const { currency } = context.store.shop;
  const discount = discountOf(context, visitor, email || null);
  const subtotal = subtotalOf(visitor.lines);
  const code = visitor.discountCode;
  const off = discount?.amount
    ? html`<p class="total good" id="discount">
      ${code} <b>−${showMoney(discount.amount, currency)}</b></p>`
    : null;
  const refused = discount?.message
    ? html`<p class="problem" id="discount-problem" role="alert">${discount.message}</p>`
    : null;
  return html`<table class="lines">
    ${visitor.lines.map((line) => lineRow(line, currency, false))}</table>
    <div class="find"><input name="code" value="${code}" placeholder="Discount code"
    aria-label="Discount code" autocomplete="off">
    <button name="action" value="apply">Apply</button></div>${refused}${off}
    <p class="total">Subtotal <b>${showMoney(subtotal - (discount?.amount ?? 0), currency)}</b>
    </p>`;
}

// The Enter key presses a form's first button: it must look at the code, not pay.
const enterApplies = html`<button name="action" value="apply" hidden></button>`;

export function checkoutView(
  context: LocalShopifyContext,
  visitor: Visitor,
  email: string,
  problem: string | null,
): Html {
  const { currency } = context.store.shop;
  const methods = shippingMethods.map(
    (
      { key, label, amount },
      index,
    ) => html`<label class="option"><input type="radio" name="shipping"
      value="${key}" ${index === 0 ? html`checked` : null}>
      ${label} <b>${amount === 0 ? 'free' : showMoney(amount, currency)}</b></label>`,
  );
  return html`<h1>Checkout</h1>${
    problem
      ? html`<p class="problem" role="alert">
    ${problem}</p>`
      : null
  }
    <form method="post" action="/checkout" class="checkout">${enterApplies}<div><h2>Contact</h2>
    ${buyerFields(visitor, email)}
      <h2>Delivery</h2>${methods}<h2>Payment</h2>
      <p class="quiet">A test payment; no card is asked for.</p>
      <button class="buy" name="action" value="pay">Pay now</button></div>
      <aside>${summary(context, visitor, email)}</aside></form>`;
}

export function thanksView({ store }: LocalShopifyContext, order: Order): Html {
  const { currency } = store.shop;
  const totals = totalsOf(order);
  const rows = order.lines.map(
    (line) => html`<tr><td><b>${line.title}</b></td><td>× ${line.quantity}</td>
      <td class="number">${showMoney(line.price * line.quantity - line.discount, currency)}</td>
      </tr>`,
  );
  const codes = order.discountCodes.map(
    ({ code, amount }) =>
      html`<p class="total good">${code} <b>−${showMoney(amount, currency)}</b></p>`,
  );
  return html`<h1>Thank you!</h1><p>Order <b id="order-name">
    ${order.name}</b> is confirmed${order.email ? `; a receipt would go to ${order.email}` : ''}.</p>
    <table class="lines">${rows}</table>${codes}<p class="total">Shipping <b>
    ${showMoney(totals.shipping, currency)}</b></p>
    <p class="total">Tax <b>${showMoney(totals.tax, currency)}</b></p><p class="total">Total <b>
    ${showMoney(totals.total, currency)}</b></p>
    <p><a class="buy" href="/products">Go on shopping</a></p>`;
}
