import type { Consent, Customer, Order } from '#sandbox/shopify/model.ts';
import { countIdentifiers, type Identifiers } from '../identifiers.ts';
import type { ExportCells } from './export-cells.ts';
import { readExportAddress } from './export-order.ts';

const NO_CONSENT: Consent = { state: 'NOT_SUBSCRIBED', optInLevel: 'UNKNOWN', updatedAt: null };

/**
 * Customers behind the orders of an export, which names them by e-mail, else by phone. What the
 * newest order says of a customer holds; an order without either is nobody's.
 */
export class ExportPeople {
  private readonly byKey = new Map<string, { customer: Customer; newest: string }>();
  private readonly ids: Identifiers = countIdentifiers(6_900_000_000_000, 64);

  /** Makes the order its customer's own. */
  claim(order: Order, cells: ExportCells): void {
    const key = order.email?.toLowerCase() ?? order.phone;
    if (key === null) return;
    const known = this.byKey.get(key);
    const entry = known ?? { customer: this.begin(order), newest: '' };
    if (!known) this.byKey.set(key, entry);
    order.customerId = entry.customer.id;
    if (order.createdAt < entry.customer.createdAt) entry.customer.createdAt = order.createdAt;
    const newer = order.createdAt >= entry.newest;
    if (newer) entry.newest = order.createdAt;
    describe(entry.customer, order, cells, newer);
  }

  /** All customers, oldest first. */
  list(): Customer[] {
    const all = [...this.byKey.values()].map(({ customer }) => customer);
    return all.sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
  }

  private begin(order: Order): Customer {
    return {
      id: this.ids.next(),
      firstName: null,
      lastName: null,
      email: order.email,
      phone: order.phone,
      locale: 'en',
      tags: [],
      state: 'DISABLED',
      verifiedEmail: order.email !== null,
      emailConsent: NO_CONSENT,
      smsConsent: NO_CONSENT,
      defaultAddress: null,
      metafields: [],
      createdAt: order.createdAt,
      updatedAt: order.createdAt,
    };
  }
}

/** A newer order replaces what an older one said; an older one fills what is still unknown. */
function describe(customer: Customer, order: Order, cells: ExportCells, newer: boolean): void {
  const address = readExportAddress(cells, 'Shipping') ?? readExportAddress(cells, 'Billing');
  const name = cells.text('Billing Name') || cells.text('Shipping Name');
  const [firstName = '', ...rest] = name.split(/\s+/);
  if (firstName !== '' && (newer || customer.firstName === null)) {
    customer.firstName = firstName;
    customer.lastName = rest.join(' ') || null;
  }
  customer.phone ??= order.phone;
  if (address && (newer || customer.defaultAddress === null)) customer.defaultAddress = address;
  if (newer) customer.updatedAt = order.createdAt;
  const accepts = cells.text('Accepts Marketing').toLowerCase();
  const told = customer.emailConsent.updatedAt ?? '';
  if (accepts === '' || order.email === null || order.createdAt < told) return;
  customer.emailConsent =
    accepts === 'yes'
      ? { state: 'SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: order.createdAt }
      : { ...NO_CONSENT, updatedAt: order.createdAt };
}
