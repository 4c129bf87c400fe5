import { CUSTOMER_FIELDS } from './customers.ts';
import { ORDER_HEAD, ORDER_LINE, ORDER_SHIPPING } from './order-fields.ts';
import { PRODUCT_FIELDS, VARIANT_FIELDS } from './products.ts';

/** The fields of a fragment, without its head: bulk operations are sent as one plain selection. */
function fieldsOf(fragment: string): string {
  return fragment.slice(fragment.indexOf('{') + 1, fragment.lastIndexOf('}'));
}

/** The whole history, one query per bulk operation; run in this order. */
export const BULK_QUERIES = {
  products: `{ products { edges { node { ${fieldsOf(PRODUCT_FIELDS)}
    variants { edges { node { ${fieldsOf(VARIANT_FIELDS)} } } } } } } }`,
  customers: `{ customers { edges { node { ${fieldsOf(CUSTOMER_FIELDS)} } } } }`,
  // Of refunds only that they exist: a connection inside a list is refused, so their lines are
  // read afterwards.
  orders: `{ orders { edges { node { ${fieldsOf(ORDER_HEAD)} refunds { id }
    shippingLines { edges { node { ${fieldsOf(ORDER_SHIPPING)} } } }
    lineItems { edges { node { ${fieldsOf(ORDER_LINE)} } } } } } } }`,
} as const;
