import type { Variant } from '#sandbox/shopify/model.ts';
import type { Random } from '../random.ts';
import type { Catalogue } from './catalogue.ts';
import type { ShelfItem, Theme } from './shelf-item.ts';

export interface BasketLine {
  item: ShelfItem;
  variant: Variant;
  quantity: number;
}

/** What a shopper likes and has bought; orders of one person share it. */
export interface Taste {
  themes: Theme[];
  /** Shares a partner's chance with nobody: things owned are rarely bought twice. */
  owned: Set<string>;
  replenishables: ShelfItem[];
}

const ALL_THEMES: Theme[] = ['indoor', 'kitchen', 'flowers', 'tea', 'home'];
const THEME_WEIGHTS: Record<Theme, number> = { indoor: 9, kitchen: 5, flowers: 5, tea: 6, home: 2 };
const MAX_LINES = 9;

export function drawTaste(random: Random): Taste {
  const favourite = random.weighted(ALL_THEMES, (theme) => THEME_WEIGHTS[theme]);
  const second = random.weighted(ALL_THEMES, (theme) => THEME_WEIGHTS[theme]);
  return { themes: [favourite, favourite, second], owned: new Set(), replenishables: [] };
}

/**
 * Fills a basket to about `target` cents: an anchor of a favourite theme (or tea that ran out),
 * then what goes with it, then whatever fits into the money that is left.
 */
export function fillBasket(
  random: Random,
  catalogue: Catalogue,
  taste: Taste,
  target: number,
  at: number,
): BasketLine[] {
  const lines: BasketLine[] = [];
  let left = target;
  const add = (item: ShelfItem | null): boolean => {
    if (!item || at < item.soldFrom || at > item.soldUntil) return false;
    if (lines.some((line) => line.item === item)) return false;
    const variant = fitVariant(random, item, left, lines.length === 0);
    if (!variant) return false;
    const quantity = fitQuantity(random, item, variant, left);
    lines.push({ item, variant, quantity });
    left -= variant.price * quantity;
    return true;
  };
  for (let tries = 0; lines.length === 0; tries += 1) {
    if (add(drawAnchor(random, catalogue, taste, left, tries)) || tries > 40) break;
  }
  for (let tries = 0; tries < 12 && lines.length < MAX_LINES; tries += 1) {
    const partner = drawPartner(random, catalogue, taste, lines);
    if (partner && left > -target * 0.2) add(partner);
    if (left < target * 0.12) break;
    if (!partner) add(drawAnchor(random, catalogue, taste, left, tries));
  }
  for (const { item } of lines) remember(taste, item);
  return lines;
}

function remember(taste: Taste, item: ShelfItem): void {
  taste.owned.add(item.product.id);
  if (item.replenishable && !taste.replenishables.includes(item)) taste.replenishables.push(item);
}

/** Out of patience (many tries) the cheapest shelf in sight serves: a basket is never empty. */
function drawAnchor(
  random: Random,
  catalogue: Catalogue,
  taste: Taste,
  left: number,
  tries: number,
): ShelfItem | null {
  if (taste.replenishables.length > 0 && random.chance(0.4))
    return random.pick(taste.replenishables);
  if (tries > 20) return cheapest(catalogue);
  const theme = random.chance(0.82) ? random.pick(taste.themes) : random.pick(ALL_THEMES);
  const shelf = catalogue.byTheme.get(theme);
  if (!shelf || shelf.length === 0) return null;
  const item = random.weighted(shelf, (one) => one.popularity * fitness(one, left));
  const again = taste.owned.has(item.product.id) && !item.replenishable;
  return again && random.chance(0.7) ? null : item;
}

/** Prefers what takes up a good part of the money and drops what costs more than there is. */
function fitness(item: ShelfItem, left: number): number {
  const price = item.product.variants[0]?.price ?? 0;
  if (price > left * 1.3) return 0.0001;
  return 0.3 + Math.min(1, price / Math.max(1, left));
}

function cheapest(catalogue: Catalogue): ShelfItem | null {
  const price = (item: ShelfItem) => item.product.variants[0]?.price ?? 0;
  const goods = catalogue.items.filter((item) => !item.product.giftCard);
  return goods.reduce<ShelfItem | null>(
    (best, item) => (best && price(best) <= price(item) ? best : item),
    null,
  );
}

function drawPartner(
  random: Random,
  catalogue: Catalogue,
  taste: Taste,
  lines: BasketLine[],
): ShelfItem | null {
  for (const { item } of lines) {
    for (const partner of catalogue.partners.get(item.product.id) ?? []) {
      const owned = taste.owned.has(partner.item.product.id) && !partner.item.replenishable;
      if (!owned && random.chance(partner.chance)) return partner.item;
    }
  }
  return null;
}

function fitVariant(random: Random, item: ShelfItem, left: number, first: boolean): Variant | null {
  const fitting = item.product.variants.filter((variant) => variant.price <= left * 1.25);
  if (fitting.length > 0) return random.pick(fitting);
  const smallest = item.product.variants[0];
  return smallest && (first || smallest.price <= left + 900) ? smallest : null;
}

function fitQuantity(random: Random, item: ShelfItem, variant: Variant, left: number): number {
  const small = item.theme === 'tea' || item.product.productType === 'Seeds' || item.replenishable;
  const room = Math.floor(left / variant.price);
  if (room < 2 || !random.chance(small ? 0.45 : 0.14)) return 1;
  return random.integer(2, Math.min(room, small ? 5 : 3));
}
