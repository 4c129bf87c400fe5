-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "offset_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shops" (
    "shop_id" BIGINT NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "country_code" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "scopes" TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),
    "sending_paused_at" TIMESTAMPTZ(3),
    "metrics_day" DATE,
    "recompute_asked_at" TIMESTAMPTZ(3),

    CONSTRAINT "shops_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "shop_domain" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL,
    "scope" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "refresh_expires_at" TIMESTAMPTZ(3),
    "sealed" BYTEA NOT NULL,
    "needs_reopen" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_keys" (
    "key" BYTEA NOT NULL,
    "first_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "link_keys_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "inbox" (
    "shop_domain" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "api_version" TEXT NOT NULL,
    "event_id" TEXT,
    "triggered_at" TIMESTAMPTZ(6),
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "body" BYTEA NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "processed_at" TIMESTAMPTZ(3),
    "drop_text" BOOLEAN NOT NULL DEFAULT false,
    "position" BIGSERIAL NOT NULL,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("shop_domain","webhook_id")
);

-- CreateTable
CREATE TABLE "fact_versions" (
    "shop_id" BIGINT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "version_key" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "fact_versions_pkey" PRIMARY KEY ("shop_id","object_type","object_id","version_key")
);

-- CreateTable
CREATE TABLE "customers" (
    "shop_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "email_key" TEXT,
    "phone_key" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "locale" TEXT,
    "country_code" TEXT,
    "province_code" TEXT,
    "timezone" TEXT,
    "tags" TEXT[],
    "tags_version_key" TEXT NOT NULL DEFAULT '',
    "email_consent" TEXT NOT NULL DEFAULT 'not_subscribed',
    "email_consent_at" TIMESTAMPTZ(3),
    "email_consent_source" TEXT,
    "sms_consent" TEXT NOT NULL DEFAULT 'not_subscribed',
    "sms_consent_at" TIMESTAMPTZ(3),
    "sms_consent_source" TEXT,
    "birth_date" DATE,
    "birth_date_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3),
    "version_key" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "redacted_at" TIMESTAMPTZ(3),
    "merged_into" BIGINT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "orders" (
    "shop_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "customer_id" BIGINT,
    "owner_id" BIGINT,
    "email_key" TEXT,
    "phone_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3) NOT NULL,
    "version_key" TEXT NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "paid_at" TIMESTAMPTZ(3),
    "fulfilled_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "test" BOOLEAN NOT NULL,
    "source_name" TEXT,
    "financial_status" TEXT NOT NULL,
    "fulfillment_status" TEXT,
    "currency" TEXT NOT NULL,
    "presentment_currency" TEXT NOT NULL,
    "presentment_total_minor" BIGINT NOT NULL,
    "taxes_included" BOOLEAN NOT NULL,
    "subtotal_minor" BIGINT NOT NULL,
    "discounts_minor" BIGINT NOT NULL,
    "shipping_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "tip_minor" BIGINT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "current_total_minor" BIGINT NOT NULL,
    "discount_codes" TEXT[],
    "tags" TEXT[],
    "checkout_token" TEXT,
    "cart_token" TEXT,
    "deleted_at" TIMESTAMPTZ(3),
    "redacted_at" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "excluded_reason" TEXT,
    "net_minor" BIGINT NOT NULL,
    "refunded_minor" BIGINT NOT NULL,
    "local_day" DATE NOT NULL,
    "is_discounted" BOOLEAN NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "order_lines" (
    "shop_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "line_id" BIGINT NOT NULL,
    "product_id" BIGINT,
    "variant_id" BIGINT,
    "title" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "current_quantity" INTEGER NOT NULL,
    "price_minor" BIGINT NOT NULL,
    "discount_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "is_gift_card" BOOLEAN NOT NULL,

    CONSTRAINT "order_lines_pkey" PRIMARY KEY ("shop_id","order_id","line_id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "shop_id" BIGINT NOT NULL,
    "refund_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "processed_at" TIMESTAMPTZ(3) NOT NULL,
    "lines_minor" BIGINT NOT NULL,
    "lines_tax_minor" BIGINT NOT NULL,
    "shipping_minor" BIGINT NOT NULL,
    "shipping_tax_minor" BIGINT NOT NULL,
    "adjustment_minor" BIGINT NOT NULL,
    "paid_back_minor" BIGINT NOT NULL,
    "lines" JSONB NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("shop_id","refund_id")
);

-- CreateTable
CREATE TABLE "products" (
    "shop_id" BIGINT NOT NULL,
    "product_id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "vendor" TEXT,
    "product_type" TEXT,
    "status" TEXT NOT NULL,
    "tags" TEXT[],
    "published_at" TIMESTAMPTZ(3),
    "image_url" TEXT,
    "price_minor" BIGINT,
    "is_gift_card" BOOLEAN NOT NULL DEFAULT false,
    "inventory" INTEGER,
    "version_key" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "products_pkey" PRIMARY KEY ("shop_id","product_id")
);

-- CreateTable
CREATE TABLE "checkouts" (
    "shop_id" BIGINT NOT NULL,
    "token" TEXT NOT NULL,
    "cart_token" TEXT,
    "customer_id" BIGINT,
    "email_key" TEXT,
    "phone_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),
    "url" TEXT,
    "total_minor" BIGINT NOT NULL,
    "lines" JSONB NOT NULL,
    "version_key" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkouts_pkey" PRIMARY KEY ("shop_id","token")
);

-- CreateTable
CREATE TABLE "tombstones" (
    "shop_id" BIGINT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tombstones_pkey" PRIMARY KEY ("shop_id","object_type","object_id","kind")
);

-- CreateTable
CREATE TABLE "consents" (
    "shop_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3),
    "source" TEXT,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("shop_id","customer_id","channel")
);

-- CreateTable
CREATE TABLE "customer_merges" (
    "shop_id" BIGINT NOT NULL,
    "merged_id" BIGINT NOT NULL,
    "kept_id" BIGINT NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_merges_pkey" PRIMARY KEY ("shop_id","merged_id")
);

-- CreateTable
CREATE TABLE "reversed_merges" (
    "shop_id" BIGINT NOT NULL,
    "merged_id" BIGINT NOT NULL,
    "kept_id" BIGINT NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "reversed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reversed_merges_pkey" PRIMARY KEY ("shop_id","merged_id","kept_id")
);

-- CreateTable
CREATE TABLE "customer_metrics" (
    "shop_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "orders_count" INTEGER NOT NULL,
    "excluded_count" INTEGER NOT NULL,
    "purchase_days" INTEGER NOT NULL,
    "historic_clv_minor" BIGINT NOT NULL,
    "refunded_minor" BIGINT NOT NULL,
    "aov_minor" DOUBLE PRECISION,
    "largest_order_minor" BIGINT,
    "purchase_frequency" DOUBLE PRECISION,
    "classic_clv_minor" DOUBLE PRECISION,
    "clv_12_months_minor" DOUBLE PRECISION,
    "clv_24_months_minor" DOUBLE PRECISION,
    "first_order_at" TIMESTAMPTZ(3),
    "last_order_at" TIMESTAMPTZ(3),
    "first_day" DATE,
    "last_day" DATE,
    "discounted_orders" INTEGER NOT NULL,
    "recency_score" INTEGER,
    "frequency_score" INTEGER,
    "monetary_score" INTEGER,
    "rfm_group" TEXT NOT NULL,
    "as_of_day" DATE NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_metrics_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "day_cutoffs" (
    "shop_id" BIGINT NOT NULL,
    "local_day" DATE NOT NULL,
    "cutoffs" JSONB NOT NULL,

    CONSTRAINT "day_cutoffs_pkey" PRIMARY KEY ("shop_id","local_day")
);

-- CreateTable
CREATE TABLE "segment_memberships" (
    "shop_id" BIGINT NOT NULL,
    "segment_key" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_cause" TEXT NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "left_cause" TEXT,

    CONSTRAINT "segment_memberships_pkey" PRIMARY KEY ("shop_id","segment_key","customer_id","entered_at")
);

-- CreateTable
CREATE TABLE "campaigns" (
    "shop_id" BIGINT NOT NULL,
    "campaign_id" UUID NOT NULL,
    "play" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "activated_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "planning" BOOLEAN NOT NULL DEFAULT false,
    "planned_to" BIGINT,

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("shop_id","campaign_id")
);

-- CreateTable
CREATE TABLE "campaign_versions" (
    "shop_id" BIGINT NOT NULL,
    "campaign_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_versions_pkey" PRIMARY KEY ("shop_id","campaign_id","version")
);

-- CreateTable
CREATE TABLE "decisions" (
    "shop_id" BIGINT NOT NULL,
    "decision_id" TEXT NOT NULL,
    "campaign_id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "occasion_key" TEXT NOT NULL,
    "occasion_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "campaign_version" INTEGER,
    "assigned_group" TEXT,
    "outcome" TEXT,
    "reason" TEXT,
    "detail" JSONB,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("shop_id","decision_id")
);

-- CreateTable
CREATE TABLE "effects" (
    "shop_id" BIGINT NOT NULL,
    "effect_id" TEXT NOT NULL,
    "decision_id" TEXT,
    "customer_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "reason" TEXT,
    "after_effect_id" TEXT,
    "spec" JSONB NOT NULL,
    "result" JSONB,
    "error" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "attempted_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "effects_pkey" PRIMARY KEY ("shop_id","effect_id")
);

-- CreateTable
CREATE TABLE "discount_codes" (
    "shop_id" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "effect_id" TEXT NOT NULL,
    "customer_id" BIGINT,
    "discount_gid" TEXT,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "used_order_id" BIGINT,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discount_codes_pkey" PRIMARY KEY ("shop_id","code")
);

-- CreateTable
CREATE TABLE "code_audits" (
    "shop_id" BIGINT NOT NULL,
    "audited_at" TIMESTAMPTZ(3) NOT NULL,
    "compared" INTEGER NOT NULL,
    "differences" INTEGER NOT NULL,
    "examples" JSONB NOT NULL,

    CONSTRAINT "code_audits_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "messages" (
    "shop_id" BIGINT NOT NULL,
    "effect_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "campaign_id" UUID,
    "channel" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "message_id_header" TEXT NOT NULL,
    "attempted_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "messages_pkey" PRIMARY KEY ("shop_id","effect_id")
);

-- CreateTable
CREATE TABLE "members" (
    "shop_id" BIGINT NOT NULL,
    "member_id" TEXT NOT NULL,
    "customer_id" BIGINT,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "members_pkey" PRIMARY KEY ("shop_id","member_id")
);

-- CreateTable
CREATE TABLE "ledger_transactions" (
    "shop_id" BIGINT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "order_id" BIGINT,
    "refund_id" BIGINT,
    "reverses_key" TEXT,
    "detail" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_transactions_pkey" PRIMARY KEY ("shop_id","idempotency_key")
);

-- CreateTable
CREATE TABLE "ledger_postings" (
    "shop_id" BIGINT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "lot_id" TEXT,

    CONSTRAINT "ledger_postings_pkey" PRIMARY KEY ("shop_id","idempotency_key","position")
);

-- CreateTable
CREATE TABLE "ledger_balances" (
    "shop_id" BIGINT NOT NULL,
    "account" TEXT NOT NULL,
    "balance" BIGINT NOT NULL,

    CONSTRAINT "ledger_balances_pkey" PRIMARY KEY ("shop_id","account")
);

-- CreateTable
CREATE TABLE "ledger_lots" (
    "shop_id" BIGINT NOT NULL,
    "lot_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "order_id" BIGINT,
    "maturing" BIGINT NOT NULL,
    "available" BIGINT NOT NULL,
    "held" BIGINT NOT NULL,
    "earned_at" TIMESTAMPTZ(3) NOT NULL,
    "matures_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "ledger_lots_pkey" PRIMARY KEY ("shop_id","lot_id")
);

-- CreateTable
CREATE TABLE "ledger_due" (
    "shop_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_due_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "redemptions" (
    "shop_id" BIGINT NOT NULL,
    "redemption_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "reward_key" TEXT NOT NULL,
    "points" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "effect_id" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "used_order_id" BIGINT,

    CONSTRAINT "redemptions_pkey" PRIMARY KEY ("shop_id","redemption_id")
);

-- CreateTable
CREATE TABLE "import_steps" (
    "shop_id" BIGINT NOT NULL,
    "import_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "operation_gid" TEXT,
    "url" TEXT,
    "object_count" INTEGER NOT NULL DEFAULT 0,
    "lines_read" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_steps_pkey" PRIMARY KEY ("shop_id","import_id","step")
);

-- CreateTable
CREATE TABLE "reconcile_marks" (
    "shop_id" BIGINT NOT NULL,
    "object_type" TEXT NOT NULL,
    "mark_at" TIMESTAMPTZ(3) NOT NULL,
    "last_run_at" TIMESTAMPTZ(3),
    "last_repaired" INTEGER NOT NULL DEFAULT 0,
    "total_repaired" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "reconcile_marks_pkey" PRIMARY KEY ("shop_id","object_type")
);

-- CreateTable
CREATE TABLE "privacy_requests" (
    "shop_id" BIGINT NOT NULL,
    "request_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "customer_id" BIGINT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "result" JSONB,

    CONSTRAINT "privacy_requests_pkey" PRIMARY KEY ("shop_id","request_id")
);

-- CreateTable
CREATE TABLE "product_pairs" (
    "shop_id" BIGINT NOT NULL,
    "product_id" BIGINT NOT NULL,
    "other_product_id" BIGINT NOT NULL,
    "orders_together" INTEGER NOT NULL,
    "orders_of_product" INTEGER NOT NULL,
    "orders_of_other" INTEGER NOT NULL,
    "orders_total" INTEGER NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_pairs_pkey" PRIMARY KEY ("shop_id","product_id","other_product_id")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "shop_id" BIGINT NOT NULL,
    "entry_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("shop_id","entry_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shops_domain_key" ON "shops"("domain");

-- CreateIndex
CREATE INDEX "sessions_shop_domain_idx" ON "sessions"("shop_domain");

-- CreateIndex
CREATE INDEX "customers_shop_id_email_key_idx" ON "customers"("shop_id", "email_key");

-- CreateIndex
CREATE INDEX "customers_shop_id_phone_key_idx" ON "customers"("shop_id", "phone_key");

-- CreateIndex
CREATE INDEX "customers_shop_id_merged_into_idx" ON "customers"("shop_id", "merged_into");

-- CreateIndex
CREATE INDEX "orders_shop_id_owner_id_processed_at_idx" ON "orders"("shop_id", "owner_id", "processed_at");

-- CreateIndex
CREATE INDEX "orders_shop_id_processed_at_idx" ON "orders"("shop_id", "processed_at");

-- CreateIndex
CREATE INDEX "orders_shop_id_email_key_idx" ON "orders"("shop_id", "email_key");

-- CreateIndex
CREATE INDEX "orders_shop_id_phone_key_idx" ON "orders"("shop_id", "phone_key");

-- CreateIndex
CREATE INDEX "orders_shop_id_customer_id_idx" ON "orders"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "order_lines_shop_id_product_id_order_id_idx" ON "order_lines"("shop_id", "product_id", "order_id");

-- CreateIndex
CREATE INDEX "refunds_shop_id_order_id_idx" ON "refunds"("shop_id", "order_id");

-- CreateIndex
CREATE INDEX "checkouts_shop_id_customer_id_idx" ON "checkouts"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "checkouts_shop_id_email_key_idx" ON "checkouts"("shop_id", "email_key");

-- CreateIndex
CREATE INDEX "customer_metrics_shop_id_historic_clv_minor_customer_id_idx" ON "customer_metrics"("shop_id", "historic_clv_minor" DESC, "customer_id");

-- CreateIndex
CREATE INDEX "customer_metrics_shop_id_last_order_at_customer_id_idx" ON "customer_metrics"("shop_id", "last_order_at" DESC, "customer_id");

-- CreateIndex
CREATE INDEX "customer_metrics_shop_id_orders_count_customer_id_idx" ON "customer_metrics"("shop_id", "orders_count" DESC, "customer_id");

-- CreateIndex
CREATE INDEX "customer_metrics_shop_id_rfm_group_customer_id_idx" ON "customer_metrics"("shop_id", "rfm_group", "customer_id");

-- CreateIndex
CREATE INDEX "segment_memberships_shop_id_customer_id_idx" ON "segment_memberships"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "decisions_shop_id_customer_id_idx" ON "decisions"("shop_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "decisions_shop_id_campaign_id_occasion_key_customer_id_key" ON "decisions"("shop_id", "campaign_id", "occasion_key", "customer_id");

-- CreateIndex
CREATE INDEX "effects_shop_id_customer_id_idx" ON "effects"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "effects_shop_id_decision_id_idx" ON "effects"("shop_id", "decision_id");

-- CreateIndex
CREATE INDEX "discount_codes_shop_id_customer_id_idx" ON "discount_codes"("shop_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "discount_codes_shop_id_effect_id_key" ON "discount_codes"("shop_id", "effect_id");

-- CreateIndex
CREATE INDEX "messages_shop_id_customer_id_idx" ON "messages"("shop_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "members_shop_id_customer_id_key" ON "members"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "ledger_transactions_shop_id_member_id_occurred_at_idx" ON "ledger_transactions"("shop_id", "member_id", "occurred_at");

-- CreateIndex
CREATE INDEX "ledger_transactions_shop_id_order_id_idx" ON "ledger_transactions"("shop_id", "order_id");

-- CreateIndex
CREATE INDEX "ledger_postings_shop_id_source_idx" ON "ledger_postings"("shop_id", "source");

-- CreateIndex
CREATE INDEX "ledger_postings_shop_id_destination_idx" ON "ledger_postings"("shop_id", "destination");

-- CreateIndex
CREATE INDEX "ledger_postings_shop_id_lot_id_idx" ON "ledger_postings"("shop_id", "lot_id");

-- CreateIndex
CREATE INDEX "ledger_lots_shop_id_member_id_idx" ON "ledger_lots"("shop_id", "member_id");

-- CreateIndex
CREATE INDEX "ledger_lots_shop_id_order_id_idx" ON "ledger_lots"("shop_id", "order_id");

-- CreateIndex
CREATE INDEX "redemptions_shop_id_member_id_idx" ON "redemptions"("shop_id", "member_id");

-- CreateIndex
CREATE INDEX "audit_log_shop_id_at_idx" ON "audit_log"("shop_id", "at");


-- What Prisma cannot say.

INSERT INTO "clock" ("id", "offset_ms") VALUES (1, 0);
ALTER TABLE "clock" ADD CONSTRAINT "clock_one_row" CHECK ("id" = 1);

-- Rows that wait are few, and the indexes that find them stay as small.
CREATE INDEX "inbox_waiting" ON "inbox" ("shop_domain", "position") WHERE "state" = 'waiting';
CREATE INDEX "inbox_processed" ON "inbox" ("processed_at") WHERE "state" <> 'waiting';
CREATE INDEX "decisions_waiting" ON "decisions" ("due_at", "shop_id") WHERE "state" = 'waiting';
CREATE INDEX "decisions_decided" ON "decisions" ("shop_id", "campaign_id", "decided_at" DESC) WHERE "state" = 'decided';
CREATE INDEX "effects_open" ON "effects" ("shop_id", "due_at") WHERE "state" IN ('planned', 'attempting');
CREATE INDEX "discount_codes_ending" ON "discount_codes" ("ends_at", "shop_id") WHERE "state" = 'active' AND "discount_gid" IS NOT NULL;
CREATE INDEX "ledger_due_at" ON "ledger_due" ("due_at");
CREATE INDEX "ledger_lots_maturing" ON "ledger_lots" ("matures_at", "shop_id") WHERE "maturing" > 0;
CREATE INDEX "redemptions_held" ON "redemptions" ("ends_at", "shop_id") WHERE "state" = 'held';
CREATE INDEX "orders_discount_codes" ON "orders" USING gin ("discount_codes");
CREATE INDEX "checkouts_open" ON "checkouts" ("shop_id", "created_at") WHERE "completed_at" IS NULL AND "deleted_at" IS NULL;
CREATE INDEX "checkouts_phone_key" ON "checkouts" ("shop_id", "phone_key");

-- A customer is in a segment once at a time.
CREATE UNIQUE INDEX "segment_memberships_current" ON "segment_memberships" ("shop_id", "segment_key", "customer_id") WHERE "left_at" IS NULL;

-- A posting moves a positive amount between two accounts.
ALTER TABLE "ledger_postings" ADD CONSTRAINT "ledger_postings_positive" CHECK ("amount" > 0);
ALTER TABLE "ledger_postings" ADD CONSTRAINT "ledger_postings_moves" CHECK ("source" <> "destination");
ALTER TABLE "ledger_postings" ADD CONSTRAINT "ledger_postings_of_transaction"
  FOREIGN KEY ("shop_id", "idempotency_key") REFERENCES "ledger_transactions" ("shop_id", "idempotency_key");
ALTER TABLE "ledger_lots" ADD CONSTRAINT "ledger_lots_not_negative"
  CHECK ("maturing" >= 0 AND "available" >= 0 AND "held" >= 0);
-- Members' accounts never go below zero: what cannot be clawed back stands in the shortfall.
ALTER TABLE "ledger_balances" ADD CONSTRAINT "ledger_balances_not_negative"
  CHECK ("balance" >= 0 OR "account" IN ('issuance', 'adjustment') OR "account" LIKE 'shortfall:%');

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or deleted: correct with a new entry', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER "ledger_transactions_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_transactions"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "ledger_postings_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_postings"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- The inbox is rewritten all day long: clean it early.
ALTER TABLE "inbox" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "inbox" ALTER COLUMN "body" SET STORAGE EXTERNAL;
