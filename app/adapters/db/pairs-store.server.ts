import type { Pool, PoolClient } from 'pg';
import sql from 'sql-template-tag';
import type { PairsStore } from '#app/services/ports/pairs-store.ts';

interface PairRow {
  product_id: string;
  other_product_id: string;
  orders_together: number;
  orders_of_product: number;
  orders_of_other: number;
}

interface ProductRow {
  product_id: string;
  title: string;
  handle: string;
  image_url: string | null;
  price_minor: string | null;
  status: string;
  published_at: Date | null;
  is_gift_card: boolean;
  inventory: number | null;
}

/** Which products were bought together, and the products themselves. */
export function createPairsStore(db: Pool | PoolClient): PairsStore {
  return {
    async refresh(shopId, { since, minimumSupport }, at) {
      await db.query(sql`delete from product_pairs where shop_id = ${shopId}`);
      // Right after an import the planner knows nothing of the lines: a nested loop over baskets of
      // hundreds of lines would take minutes.
      await db.query('set local enable_nestloop = off');
      const { rowCount } = await db.query(sql`
        with baskets as materialized (
          select distinct l.order_id, l.product_id
          from order_lines l join orders o on o.shop_id = l.shop_id and o.order_id = l.order_id
          where l.shop_id = ${shopId} and l.product_id is not null and not l.is_gift_card
            and l.quantity > 0 and o.excluded_reason is null and o.deleted_at is null
            and (${since}::timestamptz is null or o.processed_at >= ${since})),
        single as (select product_id, count(*)::int as orders from baskets group by product_id),
        total as (select count(distinct order_id)::int as orders from baskets),
        pair as (select a.product_id as p, b.product_id as q, count(*)::int as orders
          from baskets a join baskets b
            on b.order_id = a.order_id and b.product_id <> a.product_id
          group by 1, 2 having count(*) >= ${minimumSupport})
        insert into product_pairs (shop_id, product_id, other_product_id, orders_together,
          orders_of_product, orders_of_other, orders_total, computed_at)
        select ${shopId}, pair.p, pair.q, pair.orders, one.orders, other.orders, total.orders, ${at}
        from pair join single one on one.product_id = pair.p
          join single other on other.product_id = pair.q, total`);
      return rowCount ?? 0;
    },
    async listPairs(shopId, productIds) {
      if (productIds.length === 0) return [];
      const { rows } = await db.query<PairRow>(sql`select product_id, other_product_id,
          orders_together, orders_of_product, orders_of_other
        from product_pairs
        where shop_id = ${shopId} and product_id = any(${productIds}::bigint[])`);
      return rows.map((row) => ({
        productId: row.product_id,
        otherProductId: row.other_product_id,
        ordersTogether: row.orders_together,
        ordersOfProduct: row.orders_of_product,
        ordersOfOther: row.orders_of_other,
      }));
    },
    async listBestsellers(shopId, limit) {
      const { rows } = await db.query<{ product_id: string }>(sql`select l.product_id
        from order_lines l join orders o on o.shop_id = l.shop_id and o.order_id = l.order_id
        where l.shop_id = ${shopId} and l.product_id is not null and not l.is_gift_card
          and o.excluded_reason is null and o.deleted_at is null
        group by l.product_id order by count(distinct l.order_id) desc, l.product_id
        limit ${limit}`);
      return rows.map((row) => row.product_id);
    },
    async listProducts(shopId, productIds) {
      if (productIds.length === 0) return [];
      const { rows } = await db.query<ProductRow>(sql`select product_id, title, handle, image_url,
          price_minor, status, published_at, is_gift_card, inventory
        from products where shop_id = ${shopId} and deleted_at is null
          and product_id = any(${productIds}::bigint[])`);
      return rows.map((row) => ({
        productId: row.product_id,
        title: row.title,
        handle: row.handle,
        imageUrl: row.image_url,
        priceMinor: row.price_minor === null ? null : Number(row.price_minor),
        status: row.status,
        publishedAt: row.published_at?.toISOString() ?? null,
        isGiftCard: row.is_gift_card,
        inventory: row.inventory,
      }));
    },
  };
}
