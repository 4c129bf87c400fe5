import type { Random } from '../random.ts';
import { CATALOGUE_TABLE, PAIR_TABLE } from './catalogue-table.ts';
import {
  buildShelfItem,
  readShelfRow,
  type ShelfItem,
  type ShelfRow,
  THEMES,
  type Theme,
} from './shelf-item.ts';

export interface Catalogue {
  items: ShelfItem[];
  byTheme: Map<Theme, ShelfItem[]>;
  /** Product id → what joins it in a basket, with which chance. */
  partners: Map<string, { item: ShelfItem; chance: number }[]>;
  giftCards: ShelfItem[];
}

const FIRST_VARIANT_ID = 43_810_200_000_000;

/** Builds the first `count` products on sale between the two instants (epoch milliseconds). */
export function buildCatalogue(
  random: Random,
  count: number,
  startsAt: number,
  endsAt: number,
): Catalogue {
  const rows = readShelfRows(count);
  let variantId = FIRST_VARIANT_ID;
  const items = rows.map((row, index) => {
    const item = buildShelfItem(random.split(row.title), row, index, startsAt, endsAt);
    for (const variant of item.product.variants) {
      variant.id = String(variantId);
      variantId += 32;
    }
    return item;
  });
  const sold = items.filter((item) => !item.product.giftCard);
  return {
    items,
    byTheme: new Map(THEMES.map((theme) => [theme, sold.filter((one) => one.theme === theme)])),
    partners: pairPartners(items),
    giftCards: items.filter((item) => item.product.giftCard),
  };
}

/** The table's rows; a shop with fewer products keeps a share of every shelf and the gift card. */
function readShelfRows(count: number): ShelfRow[] {
  const all = CATALOGUE_TABLE.trim().split('\n').map(readShelfRow);
  const wanted = Math.max(5, Math.min(count, all.length));
  const goods = all.filter((row) => row.type !== 'Gift Card');
  const chosen = new Set<ShelfRow>();
  for (let index = 0; index < wanted - 1; index += 1) {
    const row = goods[Math.floor((index * goods.length) / (wanted - 1))];
    if (row) chosen.add(row);
  }
  return all.filter((row) => row.type === 'Gift Card' || chosen.has(row));
}

function pairPartners(items: ShelfItem[]): Catalogue['partners'] {
  const byTitle = new Map(items.map((item) => [item.product.title, item]));
  const partners: Catalogue['partners'] = new Map();
  for (const line of PAIR_TABLE.trim().split('\n')) {
    const [first = '', second = '', chance = ''] = line.split('|');
    const one = byTitle.get(first);
    const other = byTitle.get(second);
    if (!one || !other) continue;
    addPartner(partners, one, other, Number(chance));
    addPartner(partners, other, one, Number(chance) / 2);
  }
  return partners;
}

function addPartner(
  partners: Catalogue['partners'],
  holder: ShelfItem,
  item: ShelfItem,
  chance: number,
): void {
  const known = partners.get(holder.product.id) ?? [];
  known.push({ item, chance });
  partners.set(holder.product.id, known);
}
