import { customerName } from '../admin-frame/format.ts';
import type { Customer } from '../model.ts';
import { parseDecimal } from '../money.ts';
import type { LocalStore } from '../store.ts';

export type Read<Value> = { ok: true; value: Value } | { ok: false; message: string };

const suggestionLimit = 12;

function* matchingCustomers(store: LocalStore, query: string): Iterable<Customer> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  for (const customer of store.state.tables.customers.values()) {
    const text = `${customerName(customer)} ${customer.email ?? ''} ${customer.id}`.toLowerCase();
    if (words.every((word) => text.includes(word))) yield customer;
  }
}

/** The first customers whose name, address or id holds every word of the query. */
export function suggestCustomers(store: LocalStore, query: string): Customer[] {
  const found: Customer[] = [];
  for (const customer of matchingCustomers(store, query)) {
    found.push(customer);
    if (found.length === suggestionLimit) break;
  }
  return found;
}

/** A customer by id, e-mail address or words of the name that fit one customer only. */
export function readCustomer(store: LocalStore, text: string): Read<Customer> {
  const wanted = text.trim();
  if (!wanted) return { ok: false, message: 'Say which customer' };
  const { customers } = store.state.tables;
  const byEmail = store.state.indexes.customerByEmail.first(wanted.toLowerCase());
  const exact = customers.get(wanted) ?? customers.get(byEmail);
  if (exact) return { ok: true, value: exact };
  const found = suggestCustomers(store, wanted);
  const [only] = found;
  if (only && found.length === 1) return { ok: true, value: only };
  const message = only
    ? `Several customers match “${wanted}”: give the e-mail address`
    : `No customer matches “${wanted}”`;
  return { ok: false, message };
}

/** An amount of the shop's currency in minor units; empty is zero. */
export function readAmount(text: string | null, currency: string): Read<number> {
  if (!text?.trim()) return { ok: true, value: 0 };
  const value = parseDecimal(text, currency);
  if (value !== null) return { ok: true, value };
  return { ok: false, message: `“${text}” is not an amount of ${currency}, such as 12.50` };
}

/** The lines of a form whose fields are `variant` and `quantity`, side by side. */
export function readLines(form: URLSearchParams): Read<{ variantId: string; quantity: number }[]> {
  const quantities = form.getAll('quantity');
  const lines: { variantId: string; quantity: number }[] = [];
  for (const [index, variantId] of form.getAll('variant').entries()) {
    if (!variantId) continue;
    const text = quantities[index] ?? '1';
    const quantity = Number(text);
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > 1000) {
      return { ok: false, message: `“${text}” is not a quantity between 1 and 1000` };
    }
    lines.push({ variantId, quantity });
  }
  return lines.length > 0 ? { ok: true, value: lines } : { ok: false, message: 'Choose a product' };
}

/** A share of 0 to 100 per cent as 0 to 1. */
export function readShare(text: string | null, name: string): Read<number> {
  const percent = Number(text ?? '');
  if (text?.trim() && percent >= 0 && percent <= 100) return { ok: true, value: percent / 100 };
  return { ok: false, message: `${name}: “${text ?? ''}” is not between 0 and 100 per cent` };
}
