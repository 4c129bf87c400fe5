import { z } from 'zod';
import type { PageRequest } from '../admin-frame/page.ts';
import type { LocalShopifyContext } from '../context.ts';
import type { Customer, Product, Variant } from '../model.ts';

export interface CartLine {
  product: Product;
  variant: Variant;
  quantity: number;
}

/** Who looks at the shop and what they carry, from the browser's cookies. */
export interface Visitor {
  customer: Customer | null;
  lines: CartLine[];
  discountCode: string | null;
  checkoutId: string | null;
}

const cartSchema = z.array(z.tuple([z.string(), z.number().int().min(1).max(999)])).max(50);

type CartEntries = z.infer<typeof cartSchema>;

function readEntries(text: string | undefined): CartEntries {
  try {
    const parsed = cartSchema.safeParse(JSON.parse(text ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

export function findVariant(
  { store }: LocalShopifyContext,
  variantId: string,
): { product: Product; variant: Variant } | null {
  const { tables, indexes } = store.state;
  const product = tables.products.get(indexes.productByVariant.first(variantId));
  const variant = product?.variants.find(({ id }) => id === variantId);
  return product && variant ? { product, variant } : null;
}

export function readVisitor(context: LocalShopifyContext, { cookies }: PageRequest): Visitor {
  const { customers } = context.store.state.tables;
  const lines = readEntries(cookies.cart).flatMap(([variantId, quantity]) => {
    const found = findVariant(context, variantId);
    return found ? { ...found, quantity } : [];
  });
  return {
    customer: customers.get(cookies.customer ?? null) ?? null,
    lines,
    discountCode: cookies.discount ?? null,
    checkoutId: cookies.checkout ?? null,
  };
}

function cookie(name: string, value: string | null): string {
  const rest = 'Path=/; SameSite=Lax; HttpOnly';
  return value === null
    ? `${name}=; Max-Age=0; ${rest}`
    : `${name}=${encodeURIComponent(value)}; ${rest}`;
}

/** The cookies that make the browser remember this visitor. */
export function rememberVisitor(visitor: Visitor): { 'set-cookie': string[] } {
  const entries = visitor.lines.map(({ variant, quantity }) => [variant.id, quantity]);
  return {
    'set-cookie': [
      cookie('cart', entries.length > 0 ? JSON.stringify(entries) : null),
      cookie('customer', visitor.customer?.id ?? null),
      cookie('discount', visitor.discountCode),
      cookie('checkout', visitor.checkoutId),
    ],
  };
}

/** The lines with this many units of the variant; none removes it. */
export function withQuantity(lines: CartLine[], changed: CartLine): CartLine[] {
  const others = lines.filter(({ variant }) => variant.id !== changed.variant.id);
  return changed.quantity > 0 ? [...others, changed] : others;
}
