import sql from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import type { Db } from '../recordset.ts';

export interface SegmentTagRead {
  tag: string;
  /** Where off, the tag is being taken off everyone. */
  isOn: boolean;
  /** Customers who carry it in Shopify, as far as is known. */
  tagged: number;
  /** Members of the segment who are customers in Shopify. */
  members: number;
  error: string | null;
}

export function createSegmentTagReads(db: Db) {
  return {
    /** How far a segment is written to Shopify as a tag; null where it is not. */
    async ofSegment(shopId: ShopId, segmentKey: string): Promise<SegmentTagRead | null> {
      const { rows } = await db.query<SegmentTagRead>(sql`
        select g.tag, g.is_on as "isOn", g.error,
          (select count(*)::float8 from tagged_customers t where t.shop_id = g.shop_id
            and t.segment_key = g.segment_key and t.is_written) as tagged,
          (select count(*)::float8 from segment_memberships s where s.shop_id = g.shop_id
            and s.segment_key = g.segment_key and s.left_at is null and s.customer_id > 0) as members
        from segment_tags g where g.shop_id = ${shopId} and g.segment_key = ${segmentKey}`);
      return rows[0] ?? null;
    },
  };
}
