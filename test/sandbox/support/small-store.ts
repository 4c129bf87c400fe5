import type { Address, Customer, Product, Shop, StoreContents } from '#sandbox/shopify/model.ts';

const address: Address = {
  firstName: 'Ada',
  lastName: 'Moss',
  address1: '1 Garden Lane',
  city: 'Portland',
  zip: '97201',
  countryCode: 'US',
  provinceCode: 'OR',
};

export const NOW = '2026-06-15T10:00:00.000Z';
const CREATED = '2025-01-02T03:04:05Z';

export function buildShop(change: Partial<Shop> = {}): Shop {
  return {
    id: '5001',
    domain: 'fern.myshopify.com',
    name: 'Fern',
    email: 'hello@fern.example',
    currency: 'USD',
    ianaTimezone: 'America/New_York',
    countryCode: 'US',
    planName: 'Basic',
    taxesIncluded: false,
    address,
    createdAt: CREATED,
    ...change,
  };
}

export function buildCustomer(id: string, change: Partial<Customer> = {}): Customer {
  return {
    id,
    firstName: 'Ada',
    lastName: 'Moss',
    email: `customer-${id}@example.com`,
    phone: null,
    locale: 'en',
    tags: [],
    state: 'DISABLED',
    verifiedEmail: true,
    emailConsent: { state: 'SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: CREATED },
    smsConsent: { state: 'NOT_SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: null },
    defaultAddress: address,
    metafields: [],
    createdAt: CREATED,
    updatedAt: CREATED,
    ...change,
  };
}

export function buildProduct(id: string, prices: number[]): Product {
  return {
    id,
    title: `Product ${id}`,
    handle: `product-${id}`,
    vendor: 'Fern',
    productType: 'Tea',
    tags: ['tea'],
    status: 'ACTIVE',
    giftCard: false,
    publishedAt: CREATED,
    imageUrl: 'https://cdn.example.com/tea.png',
    descriptionHtml: '<p>Tea</p>',
    variants: prices.map((price, at) => ({
      id: `${id}${at + 1}`,
      title: `Size ${at + 1}`,
      sku: `SKU-${id}-${at + 1}`,
      price,
      compareAtPrice: null,
      unitCost: null,
      inventoryQuantity: 100,
    })),
    createdAt: CREATED,
    updatedAt: CREATED,
  };
}

/** Customers 101 (with phone), 102, 103; products 201 (20.00, 30.00) and 202 (9.99). */
export function smallStore(change: Partial<Shop> = {}): StoreContents {
  return {
    shop: buildShop(change),
    products: [buildProduct('201', [2000, 3000]), buildProduct('202', [999])],
    customers: [
      buildCustomer('101', { phone: '+15035550101' }),
      buildCustomer('102'),
      buildCustomer('103'),
    ],
    orders: [],
    checkouts: [],
  };
}
