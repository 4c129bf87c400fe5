import { showMoney } from '../admin-frame/format.ts';
import { type Html, html } from '../admin-frame/html.ts';
import type { LocalShopifyContext } from '../context.ts';

/** A field whose suggestions come while one types. */
export function customerField(label: string, value = ''): Html {
  return html`<label class="field"><span>${label}</span><input name="customer" value="${value}"
    list="customers" data-customers autocomplete="off" required
    placeholder="Name or e-mail address"></label>`;
}

export function productOptions({ store }: LocalShopifyContext): Html {
  const { currency } = store.shop;
  const options = [...store.state.tables.products.values()]
    .filter(({ status }) => status === 'ACTIVE')
    .flatMap((product) =>
      product.variants.map((variant) => {
        const single = product.variants.length === 1;
        const name = single ? product.title : `${product.title} – ${variant.title}`;
        const price = showMoney(variant.price, currency);
        return html`<option value="${variant.id}">${name} (${price})</option>`;
      }),
    );
  return html`<option value="">–</option>${options}`;
}

/** Lines of an order: product and quantity, side by side. */
export function lineFields(options: Html, count: number): Html {
  const line = (position: number) => html`<div class="line-fields">
    <select name="variant" aria-label="Product ${position}">${options}</select>
    <input name="quantity" type="number" min="1" max="1000" value="1"
      aria-label="Quantity ${position}"></div>`;
  const lines = Array.from({ length: count }, (_, index) => line(index + 1));
  return html`<div class="field"><span>Products</span>${lines}</div>`;
}

export function textField(label: string, name: string, value: string, type = 'text'): Html {
  return html`<label class="field"><span>${label}</span>
    <input name="${name}" value="${value}" type="${type}" step="any"></label>`;
}

/** A button that posts by itself. */
export function actionButton(
  label: string,
  action: string,
  options: { back?: string; values?: Record<string, string>; look?: string } = {},
): Html {
  const values = Object.entries({
    ...options.values,
    ...(options.back ? { back: options.back } : {}),
  });
  const hidden = values.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" action="${action}">
    ${hidden}<button class="button ${options.look ?? ''}">${label}</button></form>`;
}
