/**
 * The local Shopify's store: what it holds and what can happen in it. Every verb keeps the books
 * right, tells the webhooks, and is on disk when it returns.
 */
import type { StoreListener } from './events.ts';
import type { Metafield, Product, Shop } from './model.ts';
import { openState, type StateOptions } from './state/open-state.ts';
import { type Clock, metafieldsOf, type StoreState } from './state/state.ts';
import * as catalogue from './verbs/catalogue.ts';
import * as customers from './verbs/customers.ts';
import * as discounts from './verbs/discounts.ts';
import * as orders from './verbs/orders.ts';
import { type OrderDraft, placeOrder } from './verbs/place-order.ts';
import { type RefundDraft, refundOrder } from './verbs/refund-order.ts';

export class LocalStore {
  /** Tables and indexes, for reading. */
  readonly state: StoreState;

  constructor(state: StoreState) {
    this.state = state;
  }

  get shop(): Shop {
    return this.state.shop;
  }

  get installed(): boolean {
    return this.state.meta.installed;
  }

  now(): Date {
    return this.state.clock.now();
  }

  /** Listens to every event; returns the way to stop listening. */
  on(listener: StoreListener): () => void {
    return this.state.on(listener);
  }

  placeOrder(draft: OrderDraft) {
    return this.#commit(placeOrder(this.state, draft));
  }

  markPaid(orderId: string) {
    return this.#commit(orders.markPaid(this.state, orderId));
  }

  fulfillOrder(orderId: string, options?: { lineItemIds?: string[]; trackingNumber?: string }) {
    return this.#commit(orders.fulfillOrder(this.state, orderId, options));
  }

  deliver(orderId: string, status?: 'in_transit' | 'out_for_delivery' | 'delivered') {
    return this.#commit(orders.deliver(this.state, orderId, status));
  }

  refundOrder(orderId: string, draft: RefundDraft) {
    return this.#commit(refundOrder(this.state, orderId, draft));
  }

  cancelOrder(orderId: string, options?: orders.CancelOptions) {
    return this.#commit(orders.cancelOrder(this.state, orderId, options));
  }

  editOrder(orderId: string, edit: orders.OrderEdit) {
    return this.#commit(orders.editOrder(this.state, orderId, edit));
  }

  closeOrder(orderId: string) {
    return this.#commit(orders.closeOrder(this.state, orderId));
  }

  deleteOrder(orderId: string) {
    return this.#commit(orders.deleteOrder(this.state, orderId));
  }

  upsertCustomer(draft: customers.CustomerDraft) {
    return this.#commit(customers.upsertCustomer(this.state, draft));
  }

  setConsent(customerId: string, change: customers.ConsentChange) {
    return this.#commit(customers.setConsent(this.state, customerId, change));
  }

  /** Sets a customer's metafield; `value` null removes it. */
  setMetafield(
    customerId: string,
    field: Omit<Metafield, 'updatedAt' | 'value'> & { value: string | null },
  ) {
    return this.#commit(customers.setCustomerMetafield(this.state, customerId, field));
  }

  mergeCustomers(keptId: string, mergedId: string) {
    return this.#commit(customers.mergeCustomers(this.state, keptId, mergedId));
  }

  deleteCustomer(customerId: string) {
    return this.#commit(customers.deleteCustomer(this.state, customerId));
  }

  requestCustomerData(customerId: string) {
    return this.#commit(customers.requestCustomerData(this.state, customerId));
  }

  requestCustomerRedact(customerId: string) {
    return this.#commit(customers.requestCustomerRedact(this.state, customerId));
  }

  upsertProduct(draft: Omit<Product, 'id' | 'createdAt' | 'updatedAt'> & { id?: string }) {
    return this.#commit(catalogue.upsertProduct(this.state, draft));
  }

  /** Minor units; null takes the cost away. */
  setUnitCost(variantId: string, unitCost: number | null) {
    return this.#commit(catalogue.setUnitCost(this.state, variantId, unitCost));
  }

  deleteProduct(productId: string) {
    return this.#commit(catalogue.deleteProduct(this.state, productId));
  }

  updateCheckout(draft: catalogue.CheckoutDraft) {
    return this.#commit(catalogue.updateCheckout(this.state, draft));
  }

  completeCheckout(checkoutId: string, draft?: Omit<OrderDraft, 'lines'>) {
    return this.#commit(catalogue.completeCheckout(this.state, checkoutId, draft));
  }

  deleteCheckout(checkoutId: string) {
    return this.#commit(catalogue.deleteCheckout(this.state, checkoutId));
  }

  updateShop(change: Partial<Omit<Shop, 'id'>>) {
    return this.#commit(catalogue.updateShop(this.state, change));
  }

  uninstall() {
    return this.#commit(catalogue.uninstall(this.state));
  }

  requestShopRedact() {
    this.#commit(catalogue.requestShopRedact(this.state));
  }

  /** What a code would take off these lines for this buyer, or why it may not be used. */
  checkDiscountCode(
    code: string,
    buyer: { customerId: string | null; email: string | null },
    lines: readonly discounts.DiscountableLine[],
  ) {
    const customer = this.state.tables.customers.get(buyer.customerId) ?? null;
    return discounts.checkDiscountCode(this.state, code, { customer, email: buyer.email }, lines);
  }

  metafieldsOf(ownerGid: string): Metafield[] {
    return metafieldsOf(this.state, ownerGid);
  }

  /** Writes what a caller changed in `state` directly. */
  commit(): void {
    this.state.commit();
  }

  #commit<T>(result: T): T {
    this.state.commit();
    return result;
  }

  close(): void {
    this.state.close();
  }
}

export async function openStore(options: StateOptions): Promise<LocalStore> {
  return new LocalStore(await openState(options));
}

export type { Clock, StateOptions };
