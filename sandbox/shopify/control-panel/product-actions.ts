import { showMoney } from '../admin-frame/format.ts';
import type { PageRequest } from '../admin-frame/page.ts';
import type { LocalShopifyContext } from '../context.ts';
import { readAmount } from './fields.ts';
import type { Outcome } from './notice.ts';

/** What one unit of a variant costs the merchant from now on; empty takes the cost away. */
export function setUnitCost({ store }: LocalShopifyContext, { form }: PageRequest): Outcome {
  const { currency } = store.shop;
  const text = form.get('cost');
  const amount = readAmount(text, currency);
  if (!amount.ok) return amount;
  const cost = text?.trim() ? amount.value : null;
  const result = store.setUnitCost(form.get('variant') ?? '', cost);
  if (!result.ok) return result;
  const name = `${result.product.title}, ${result.variant.title}`;
  const message =
    cost === null ? `${name} has no cost any more` : `${name} costs ${showMoney(cost, currency)}`;
  return { ok: true, message };
}
