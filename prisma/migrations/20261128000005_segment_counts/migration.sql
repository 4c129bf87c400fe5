-- What a rule over orders or products reads for a count that somebody waits for: indexes alone.
-- Short windows read "orders_counted" by day; long ones read this, in the order they are summed in.
CREATE INDEX "orders_counted_by_owner" ON "orders" ("shop_id", "owner_id", "local_day") INCLUDE ("net_minor")
  WHERE "deleted_at" IS NULL AND "excluded_reason" IS NULL AND "owner_id" IS NOT NULL;

-- From a line to whose order it is.
CREATE INDEX "orders_counted_by_id" ON "orders" ("shop_id", "order_id") INCLUDE ("owner_id", "local_day")
  WHERE "deleted_at" IS NULL AND "excluded_reason" IS NULL AND "owner_id" IS NOT NULL;
CREATE INDEX "order_lines_kept" ON "order_lines" ("shop_id", "product_id", "order_id")
  WHERE "current_quantity" > 0;
CREATE INDEX "order_lines_kept_variants" ON "order_lines" ("shop_id", "variant_id", "order_id")
  WHERE "current_quantity" > 0;
