-- A variant and the inventory item that Shopify keeps its unit cost on. A row outlives its product,
-- so that old orders keep their costs.
CREATE TABLE "product_variants" (
    "shop_id" BIGINT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "product_id" BIGINT NOT NULL,
    "inventory_item_id" BIGINT NOT NULL,

    CONSTRAINT "product_variants_pkey" PRIMARY KEY ("shop_id","variant_id")
);

-- Every cost that Shopify has said, from when on it holds; null where it said that none is set.
CREATE TABLE "unit_costs" (
    "shop_id" BIGINT NOT NULL,
    "inventory_item_id" BIGINT NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "cost_minor" BIGINT,
    "version_key" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unit_costs_pkey" PRIMARY KEY ("shop_id","inventory_item_id","effective_from")
);

-- What the merchant spent to win customers, as entered.
CREATE TABLE "acquisition_costs" (
    "shop_id" BIGINT NOT NULL,
    "cost_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "cost_minor" BIGINT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "acquisition_costs_pkey" PRIMARY KEY ("shop_id","cost_id")
);
ALTER TABLE "acquisition_costs" ADD CONSTRAINT "acquisition_costs_days" CHECK ("from_day" <= "to_day");
ALTER TABLE "acquisition_costs" ADD CONSTRAINT "acquisition_costs_not_negative" CHECK ("cost_minor" >= 0);

-- What the domain makes of an order and the costs of its day.
ALTER TABLE "orders"
    ADD COLUMN "costed_net_minor" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "gross_profit_minor" BIGINT NOT NULL DEFAULT 0;

CREATE INDEX "product_variants_shop_id_inventory_item_id_idx" ON "product_variants"("shop_id", "inventory_item_id");
CREATE INDEX "acquisition_costs_shop_id_from_day_idx" ON "acquisition_costs"("shop_id", "from_day");
