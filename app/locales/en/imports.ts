/** How far the import of a shop's history has come. */
export const imports = {
  share: (percent: string) => `${percent} read`,
  unknown: 'Shopify is preparing the files',
  steps: {
    products: 'Products',
    customers: 'Customers',
    orders: 'Orders',
    figures: 'Figures',
  },
  states: {
    waiting: 'Waiting',
    running: 'Shopify is preparing the file',
    reading: 'Reading',
    done: 'Done',
    failed: 'Failed',
  },
  computing: 'Being computed',
  lines: (read: string, of: string) => `${read} of ${of} lines`,
};
