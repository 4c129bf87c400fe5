export type Role =
  | 'customer'
  | 'email'
  | 'date'
  | 'amount'
  | 'quantity'
  | 'unitPrice'
  | 'product'
  | 'description'
  | 'invoice'
  | 'country'
  | 'currency';

/** Where each meaning stands in a file's rows; absent roles have no column. */
export type Columns = Partial<Record<Role, number>>;

/** Spellings in the order of preference, without case, spaces and signs. */
const SPELLINGS: Record<Role, string> = {
  customer: `customerid customernumber customerno customerkey customercode customeruniqueid custid
    customer cust clientid client userid user memberid member buyerid buyer shopperid accountid
    contactid masterid personid id`,
  email: 'email emailaddress customeremail mail',
  date: `date orderdate invoicedate transactiondate purchasedate orderedat purchasedat paidat
    createdat processedat datetime orderdatetime timestamp orderpurchasetimestamp transactiontime
    day time`,
  amount: `amount totalamount orderamount netamount grossamount total ordertotal totalprice
    linetotal revenue netrevenue sales spend value ordervalue transactionvalue paymentvalue
    subtotal monetaryvalue monetary turnover`,
  quantity: 'quantity qty units count pieces items itemcount numberofitems cds',
  unitPrice: 'unitprice priceperunit itemprice unitamount price',
  product: `stockcode sku productid productcode productsku itemid itemcode articleid article
    product item productname itemname`,
  description:
    'description productname productdescription producttitle itemname itemdescription title',
  invoice: `invoiceno invoicenumber invoiceid invoice orderid orderno ordernumber order
    transactionid transactionno receiptid receiptno receipt basketid basket`,
  country: 'country countrycode customercountry shippingcountry billingcountry countryname',
  currency: 'currency currencycode ordercurrency',
};

const ROLES: readonly Role[] = [
  'customer',
  'email',
  'date',
  'amount',
  'quantity',
  'unitPrice',
  'product',
  'description',
  'invoice',
  'country',
  'currency',
];

/** Finds the columns by their names, whatever their order; each column has one meaning. */
export function recognizeColumns(header: readonly string[]): Columns {
  const names = header.map(simplify);
  const columns: Columns = {};
  const taken = new Set<number>();
  for (const role of ROLES) {
    for (const spelling of SPELLINGS[role].split(/\s+/)) {
      const index = names.indexOf(spelling);
      if (index < 0 || taken.has(index)) continue;
      columns[role] = index;
      taken.add(index);
      break;
    }
  }
  return columns;
}

function simplify(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/**
 * Says which columns a transactions file lacks, in one sentence; null where nothing is missing.
 * A customer may be named by e-mail; an amount may follow from quantity and unit price.
 */
export function explainMissingColumns(columns: Columns, header: readonly string[]): string | null {
  const missing: string[] = [];
  if (columns.customer === undefined && columns.email === undefined) {
    missing.push('the customer (such as customer_id or email)');
  }
  if (columns.date === undefined) missing.push('the date (such as date or invoice_date)');
  if (columns.amount === undefined && columns.unitPrice === undefined) {
    missing.push('the amount (such as amount, or quantity and unit_price)');
  }
  if (missing.length === 0) return null;
  const found = header.map((name) => `“${name}”`).join(', ');
  const list =
    missing.length > 1 ? `${missing.slice(0, -1).join(', ')} and ${missing.at(-1)}` : missing[0];
  const hint = Object.keys(columns).length === 0 ? ' The first line has to name the columns.' : '';
  return `The file has no column for ${list}. Its columns are ${found}.${hint}`;
}
