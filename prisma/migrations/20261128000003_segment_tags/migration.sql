-- Segments that are written to Shopify as a customer tag.
CREATE TABLE "segment_tags" (
    "shop_id" BIGINT NOT NULL,
    "segment_key" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "is_on" BOOLEAN NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "segment_tags_pkey" PRIMARY KEY ("shop_id","segment_key")
);

-- Who carries which tag for which segment, written down before Shopify is told.
CREATE TABLE "tagged_customers" (
    "shop_id" BIGINT NOT NULL,
    "segment_key" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "tag" TEXT NOT NULL,
    "is_written" BOOLEAN NOT NULL,
    "is_gone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "tagged_customers_pkey" PRIMARY KEY ("shop_id","segment_key","customer_id","tag")
);


-- What Prisma cannot say.

-- One tag means one segment.
CREATE UNIQUE INDEX "segment_tags_tag" ON "segment_tags" ("shop_id", lower("tag")) WHERE "is_on";
