import type { Product, Variant } from '#sandbox/shopify/model.ts';
import type { Random } from '../random.ts';
import { toTimestamp } from '../timestamps.ts';
import { drawProductImage } from './product-image.ts';

export type Theme = 'indoor' | 'kitchen' | 'flowers' | 'tea' | 'home';

/** A product with what shoppers feel about it: the generator's private knowledge. */
export interface ShelfItem {
  product: Product;
  theme: Theme;
  popularity: number;
  replenishable: boolean;
  /** Epoch milliseconds between which it can be bought. */
  soldFrom: number;
  soldUntil: number;
}

/** A line of the catalogue's table. */
export interface ShelfRow {
  title: string;
  type: string;
  price: number;
  theme: Theme;
  tags: string[];
}

interface VariantForm {
  title: string;
  suffix: string;
  factor: number;
}

const FORMS: Record<string, VariantForm[]> = {
  Houseplant: [
    { title: 'Small (12 cm pot)', suffix: 'S', factor: 1 },
    { title: 'Medium (17 cm pot)', suffix: 'M', factor: 1.75 },
    { title: 'Large (24 cm pot)', suffix: 'L', factor: 3 },
  ],
  Planter: [
    { title: 'Small', suffix: 'S', factor: 1 },
    { title: 'Large', suffix: 'L', factor: 1.6 },
  ],
  'Soil & Feed': [
    { title: '5 l', suffix: '5', factor: 1 },
    { title: '20 l', suffix: '20', factor: 2.5 },
  ],
  'Loose Leaf Tea': [
    { title: '50 g', suffix: '050', factor: 1 },
    { title: '125 g', suffix: '125', factor: 2.1 },
    { title: '250 g', suffix: '250', factor: 3.8 },
  ],
  'Garden Wear': [
    { title: 'S', suffix: 'S', factor: 1 },
    { title: 'M', suffix: 'M', factor: 1 },
    { title: 'L', suffix: 'L', factor: 1 },
  ],
  'Gift Card': [
    { title: '$25', suffix: '025', factor: 1 },
    { title: '$50', suffix: '050', factor: 2 },
    { title: '$100', suffix: '100', factor: 4 },
  ],
};
const ONE_FORM: VariantForm[] = [{ title: 'Default Title', suffix: '0', factor: 1 }];

const VENDORS: Record<string, string[]> = {
  Houseplant: ['Greenhouse No. 9', 'Hudson Leaf Nursery'],
  Planter: ['Kiln & Clay', 'Fern & Fable'],
  'Soil & Feed': ['Rootwell', 'Fern & Fable'],
  Seeds: ['Old Orchard Seeds'],
  Bulbs: ['Old Orchard Seeds', 'Van der Meer Bulbs'],
  Tools: ['Ashby & Daughters', 'Fern & Fable'],
  'Garden Wear': ['Ashby & Daughters'],
  'Loose Leaf Tea': ['Fable Tea Room'],
  Teaware: ['Kiln & Clay', 'Fable Tea Room'],
  Pantry: ['Fable Tea Room'],
};
export const THEMES: readonly Theme[] = ['indoor', 'kitchen', 'flowers', 'tea', 'home'];
const DAY_MS = 86_400_000;
const FIRST_PRODUCT_ID = 7_912_400_000_000;

export function readShelfRow(line: string): ShelfRow {
  const [title = '', type = '', price = '', theme = '', tags = ''] = line.split('|');
  const known = THEMES.find((one) => one === theme);
  if (!known) throw new Error(`The catalogue names an unknown theme: ${line}`);
  return { title, type, price: Number(price), theme: known, tags: tags.split(',') };
}

/** The product on the shelf at `index`, with its private nature. Instants are epoch ms. */
export function buildShelfItem(
  random: Random,
  row: ShelfRow,
  index: number,
  startsAt: number,
  endsAt: number,
): ShelfItem {
  const giftCard = row.type === 'Gift Card';
  const launchedLate = !giftCard && random.chance(0.12);
  const soldFrom = launchedLate
    ? startsAt + Math.floor(random.next() * (endsAt - startsAt) * 0.7)
    : startsAt - random.integer(20, 400) * DAY_MS;
  const archived = !giftCard && !launchedLate && random.chance(0.03);
  const soldUntil = archived ? endsAt - random.integer(60, 300) * DAY_MS : endsAt;
  const createdAt = toTimestamp(soldFrom - 3 * DAY_MS);
  const handle = toHandle(row.title);
  const product: Product = {
    id: String(FIRST_PRODUCT_ID + index * 32),
    title: row.title,
    handle,
    vendor: random.pick(VENDORS[row.type] ?? ['Fern & Fable']),
    productType: row.type,
    tags: row.tags,
    status: archived ? 'ARCHIVED' : 'ACTIVE',
    giftCard,
    publishedAt: toTimestamp(soldFrom),
    imageUrl: drawProductImage(row.title, row.type),
    descriptionHtml: `<p>${describe(row)}</p>`,
    variants: (FORMS[row.type] ?? ONE_FORM).map((form) => buildVariant(random, row, handle, form)),
    createdAt,
    updatedAt: toTimestamp(Math.max(soldFrom, soldUntil - 30 * DAY_MS)),
  };
  return {
    product,
    theme: row.theme,
    // A long tail: few products sell very well, most sell now and then.
    popularity: giftCard ? 0 : 0.25 + random.exponential(1) ** 1.5,
    replenishable: row.tags.includes('replenishable'),
    soldFrom,
    soldUntil,
  };
}

function buildVariant(random: Random, row: ShelfRow, handle: string, form: VariantForm): Variant {
  const giftCard = row.type === 'Gift Card';
  // Larger sizes cost round amounts; the smallest costs what the table says.
  const larger = form.factor !== 1 && !giftCard;
  const scaled = Math.round(row.price * form.factor);
  const price = larger ? Math.round(scaled / 50) * 50 : scaled;
  const marked = !giftCard && random.chance(0.06);
  const costShare = 0.32 + random.next() * 0.3;
  return {
    id: '',
    title: form.title,
    sku: `${handle
      .replace(/[^a-z]/g, '')
      .slice(0, 9)
      .toUpperCase()}-${form.suffix}`,
    price,
    compareAtPrice: marked ? Math.round((price * 1.25) / 50) * 50 : null,
    // Some merchants' costs are missing: the app must say what share of revenue that is.
    unitCost: giftCard || random.chance(0.08) ? null : Math.round(price * costShare),
    inventoryQuantity: giftCard ? 0 : random.integer(0, 160),
  };
}

function describe(row: ShelfRow): string {
  const kinds: Record<Theme, string> = {
    indoor: 'for rooms that want more green',
    kitchen: 'for the plot, the balcony and the windowsill',
    flowers: 'for borders, vases and bees',
    tea: 'for the quiet half hour',
    home: 'for the house around the garden',
  };
  return `${escapeHtml(row.title)}, ${kinds[row.theme]}. Chosen and packed by hand.`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;');
}

function toHandle(title: string): string {
  const plain = title.normalize('NFD').replace(/[\u0300-\u036f’]/g, '');
  return plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
