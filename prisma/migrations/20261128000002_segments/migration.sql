-- Segments that a merchant makes; who is in them stands in segment_memberships, as of the ready ones.

CREATE TABLE "segments" (
    "shop_id" BIGINT NOT NULL,
    "segment_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "rule" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "refreshed_at" TIMESTAMPTZ(3),
    "refreshed_day" DATE,

    CONSTRAINT "segments_pkey" PRIMARY KEY ("shop_id","segment_id")
);


-- What Prisma cannot say.

-- Two segments of one name cannot be told apart.
CREATE UNIQUE INDEX "segments_name" ON "segments" ("shop_id", lower("name")) WHERE "archived_at" IS NULL;

-- Rules over orders within days read this index alone.
CREATE INDEX "orders_counted" ON "orders" ("shop_id", "local_day", "owner_id") INCLUDE ("net_minor")
  WHERE "deleted_at" IS NULL AND "excluded_reason" IS NULL AND "owner_id" IS NOT NULL;
