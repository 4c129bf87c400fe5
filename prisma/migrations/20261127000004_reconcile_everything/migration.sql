-- Checkouts are known by Shopify's id, which webhooks and readings share. The rows known by their
-- token do not say it: the next reconciliation reads them again.
DELETE FROM "checkouts";
DELETE FROM "fact_versions" WHERE "object_type" = 'checkout';
DELETE FROM "tombstones" WHERE "object_type" IN ('checkout', 'cart');

ALTER TABLE "checkouts" DROP CONSTRAINT "checkouts_pkey";
ALTER TABLE "checkouts"
  DROP COLUMN "cart_token",
  ALTER COLUMN "token" DROP NOT NULL,
  ADD COLUMN "checkout_id" BIGINT NOT NULL,
  ADD COLUMN "contact_version_key" TEXT NOT NULL,
  ADD COLUMN "is_listed" BOOLEAN NOT NULL;
ALTER TABLE "checkouts" ADD CONSTRAINT "checkouts_pkey" PRIMARY KEY ("shop_id", "checkout_id");
