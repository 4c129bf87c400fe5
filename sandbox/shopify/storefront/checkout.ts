import { htmlPage, type PageRequest, type PageResponse, redirectTo } from '../admin-frame/page.ts';
import type { LocalShopifyContext } from '../context.ts';
import { checkoutView, discountOf, shippingMethods } from './checkout-views.ts';
import { storefrontPage } from './layout.ts';
import { findVariant, readVisitor, rememberVisitor, type Visitor } from './visitor.ts';

function pageOf(
  context: LocalShopifyContext,
  visitor: Visitor,
  email: string,
  problem: string | null,
): PageResponse {
  const view = checkoutView(context, visitor, email, problem);
  const answer = htmlPage(
    storefrontPage(context, visitor, 'Checkout', view),
    problem === null ? 200 : 422,
  );
  return { ...answer, headers: { ...answer.headers, ...rememberVisitor(visitor) } };
}

/** A checkout whose shopper is known is one that can be abandoned: the shop keeps it. */
function keepCheckout(context: LocalShopifyContext, visitor: Visitor, email: string): Visitor {
  const { store } = context;
  const known = store.state.tables.checkouts.get(visitor.checkoutId);
  const open = known && known.completedAt === null ? known.id : null;
  if (!visitor.customer && !email) return { ...visitor, checkoutId: open };
  const result = store.updateCheckout({
    ...(open ? { id: open } : {}),
    customerId: visitor.customer?.id ?? null,
    email: visitor.customer?.email ?? email,
    lines: visitor.lines.map(({ variant, quantity }) => ({ variantId: variant.id, quantity })),
  });
  return { ...visitor, checkoutId: result.ok ? result.checkout.id : null };
}

export function showCheckout(context: LocalShopifyContext, request: PageRequest): PageResponse {
  const visitor = readVisitor(context, request);
  if (visitor.lines.length === 0) return redirectTo('/cart');
  return pageOf(context, keepCheckout(context, visitor, ''), '', null);
}

function pay(
  context: LocalShopifyContext,
  visitor: Visitor,
  email: string,
  request: PageRequest,
): PageResponse {
  const refused = discountOf(context, visitor, email || null)?.message;
  if (refused) return pageOf(context, visitor, email, refused);
  if (!visitor.checkoutId) return pageOf(context, visitor, email, 'Give your e-mail address');
  const method = shippingMethods.find(({ key }) => key === request.form.get('shipping'));
  const result = context.store.completeCheckout(visitor.checkoutId, {
    discountCode: visitor.discountCode,
    shipping: method?.amount ?? 0,
    taxRate: 800,
  });
  if (!result.ok) return pageOf(context, visitor, email, result.message);
  const after = { ...visitor, lines: [], discountCode: null, checkoutId: null };
  return redirectTo(`/thank-you/${result.order.id}`, rememberVisitor(after));
}

/** Applies a code or pays, as the pressed button says. */
export function answerCheckout(context: LocalShopifyContext, request: PageRequest): PageResponse {
  const email = (request.form.get('email') ?? '').trim();
  const before = readVisitor(context, request);
  if (before.lines.length === 0) return redirectTo('/cart');
  if (email && !/^\S+@\S+\.\S+$/.test(email)) {
    return pageOf(context, before, email, `“${email}” is not an e-mail address`);
  }
  const discountCode = request.form.get('code')?.trim() || null;
  const visitor = keepCheckout(context, { ...before, discountCode }, email);
  if (request.form.get('action') === 'pay') return pay(context, visitor, email, request);
  return pageOf(context, visitor, email, null);
}

/** The link of an abandoned checkout: the cart is as it was left. */
export function recoverCheckout(context: LocalShopifyContext, request: PageRequest): PageResponse {
  const { tables, indexes } = context.store.state;
  const checkout = tables.checkouts.get(
    indexes.checkoutByToken.first(request.parameters.token ?? ''),
  );
  if (!checkout || checkout.completedAt !== null) return redirectTo('/products');
  const lines = checkout.lines.flatMap(({ variantId, quantity }) => {
    const found = findVariant(context, variantId);
    return found ? { ...found, quantity } : [];
  });
  const discountCode = request.url.searchParams.get('discount');
  const customer = tables.customers.get(checkout.customerId) ?? null;
  const visitor = { customer, lines, discountCode, checkoutId: checkout.id };
  return redirectTo('/checkout', rememberVisitor(visitor));
}
