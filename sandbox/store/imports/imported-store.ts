import type { Address, Customer, Order, Product, Shop } from '#sandbox/shopify/model.ts';
import { countIdentifiers, type Identifiers } from '../identifiers.ts';
import { toTimestamp } from '../timestamps.ts';
import { countryCodeOf, homeOfCurrency } from './countries.ts';
import type { FileFormat, ImportOptions } from './file-format.ts';
import { closeOrder, type OpenOrder } from './open-order.ts';
import type { ProductSeen } from './order-gatherer.ts';

const DAY_MS = 86_400_000;
const NO_CONSENT = { state: 'NOT_SUBSCRIBED', optInLevel: 'UNKNOWN', updatedAt: null } as const;

/** The shop that an imported file belongs to; it opened before its first order. */
export function buildImportedShop(
  options: ImportOptions,
  format: Pick<FileFormat, 'currency' | 'timezone'>,
  firstOrderAt: number,
): Shop {
  const name = options.shopName ?? 'Imported store';
  return {
    id: '58213400987',
    domain: options.shopDomain ?? 'imported-store.myshopify.com',
    name,
    email: 'owner@imported-store.example',
    currency: format.currency,
    ianaTimezone: format.timezone,
    countryCode: homeOfCurrency(format.currency),
    planName: 'Shopify',
    taxesIncluded: true,
    address: {
      firstName: '',
      lastName: name,
      address1: '1 High Street',
      city: 'Anytown',
      zip: '00000',
      countryCode: homeOfCurrency(format.currency),
      provinceCode: null,
    },
    createdAt: toTimestamp(firstOrderAt - DAY_MS),
  };
}

export function buildImportedProducts(
  seen: Iterable<ProductSeen>,
  vendor: string,
): Map<string, Product> {
  const ids = countIdentifiers(7_900_000_000_000, 32);
  const handles = new Set<string>();
  const products = new Map<string, Product>();
  for (const { code, title, price, firstAt } of seen) {
    const at = toTimestamp(firstAt);
    const base = toHandle(title) || 'product';
    const handle = handles.has(base) ? `${base}-${products.size + 1}` : base;
    handles.add(handle);
    products.set(code, {
      id: ids.next(),
      title,
      handle,
      vendor,
      productType: '',
      tags: [],
      status: 'ACTIVE',
      giftCard: false,
      publishedAt: at,
      imageUrl: null,
      descriptionHtml: '',
      variants: [
        {
          id: ids.next(),
          title: 'Default Title',
          sku: code,
          price,
          compareAtPrice: null,
          unitCost: null,
          inventoryQuantity: 0,
        },
      ],
      createdAt: at,
      updatedAt: at,
    });
  }
  return products;
}

function toHandle(title: string): string {
  const plain = title
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);
}

/**
 * Customers of the gathered orders, by the file's name for them. A whole number becomes the id
 * itself, so that figures can be compared with the file; nobody's consent is invented.
 */
export function buildImportedCustomers(orders: readonly OpenOrder[]): Map<string, Customer> {
  const customers = new Map<string, Customer>();
  const taken = new Set<string>();
  const ids = countIdentifiers(6_900_000_000_000, 64);
  for (const order of orders) {
    if (order.customer === null) continue;
    const known = customers.get(order.customer);
    if (known) {
      known.email ??= order.email;
      continue;
    }
    const number = /^\d{1,15}$/.test(order.customer) ? String(Number(order.customer)) : '0';
    const id = number === '0' || taken.has(number) ? ids.next() : number;
    taken.add(id);
    customers.set(order.customer, buildCustomer(id, order));
  }
  return customers;
}

function buildCustomer(id: string, { customer, email, country, at }: OpenOrder): Customer {
  const createdAt = toTimestamp(at);
  const countryCode = country === null ? null : countryCodeOf(country);
  const named = customer !== null && !customer.includes('@');
  const address: Address | null =
    countryCode === null
      ? null
      : {
          firstName: '',
          lastName: named ? customer : '',
          address1: '',
          city: '',
          zip: '',
          countryCode,
          provinceCode: null,
        };
  return {
    id,
    firstName: named ? 'Customer' : null,
    lastName: named ? customer : null,
    email,
    phone: null,
    locale: 'en',
    tags: [],
    state: 'DISABLED',
    verifiedEmail: false,
    emailConsent: { ...NO_CONSENT },
    smsConsent: { ...NO_CONSENT },
    defaultAddress: address,
    metafields: [],
    createdAt,
    updatedAt: createdAt,
  };
}

const FIRST_NUMBER = 1001;

/** Closes the gathered orders, which come oldest first, giving them rising ids and numbers. */
export function buildImportedOrders(
  open: readonly OpenOrder[],
  customers: ReadonlyMap<string, Customer>,
  products: ReadonlyMap<string, Product>,
  currency: string,
  ids: Identifiers,
): Order[] {
  return open.map((order, index) => {
    const customer = order.customer === null ? undefined : customers.get(order.customer);
    return closeOrder(order, {
      number: FIRST_NUMBER + index,
      customerId: customer?.id ?? null,
      currency,
      ids,
      products,
      address: customer?.defaultAddress ?? null,
    });
  });
}
