-- What the purchase models say of each customer, and the fits it was said by.

CREATE TABLE "clv_fits" (
    "shop_id" BIGINT NOT NULL,
    "fit_id" UUID NOT NULL,
    "trigger" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "is_current" BOOLEAN NOT NULL DEFAULT false,
    "observation_end" DATE NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "fitted_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "model" TEXT,
    "parameters" JSONB,
    "log_covariance" DOUBLE PRECISION[],
    "log_likelihood" DOUBLE PRECISION,
    "spend" JSONB,
    "accuracy" JSONB,
    "forecast" JSONB,
    "reason" JSONB,
    "error" TEXT,
    "customers" INTEGER,
    "duration_ms" INTEGER,

    CONSTRAINT "clv_fits_pkey" PRIMARY KEY ("shop_id","fit_id")
);

CREATE TABLE "clv_fit_changes" (
    "shop_id" BIGINT NOT NULL,
    "fit_id" UUID NOT NULL,
    "customer_id" BIGINT NOT NULL,

    CONSTRAINT "clv_fit_changes_pkey" PRIMARY KEY ("shop_id","fit_id","customer_id")
);

CREATE TABLE "customer_predictions" (
    "shop_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "probability_alive" DOUBLE PRECISION NOT NULL,
    "churn_probability" DOUBLE PRECISION NOT NULL,
    "expected_purchases" DOUBLE PRECISION NOT NULL,
    "expected_purchases_lower" DOUBLE PRECISION NOT NULL,
    "expected_purchases_upper" DOUBLE PRECISION NOT NULL,
    "expected_spend_minor" DOUBLE PRECISION,
    "predicted_clv_minor" DOUBLE PRECISION,
    "predicted_clv_lower_minor" DOUBLE PRECISION,
    "predicted_clv_upper_minor" DOUBLE PRECISION,
    "next_order_on" DATE,
    "next_order_from" DATE,
    "next_order_to" DATE,
    "fit_id" UUID NOT NULL,
    "as_of_day" DATE NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_predictions_pkey" PRIMARY KEY ("shop_id","customer_id")
);

CREATE INDEX "clv_fits_shop_id_fitted_at_idx" ON "clv_fits"("shop_id", "fitted_at" DESC);
CREATE INDEX "customer_predictions_by_clv" ON "customer_predictions"("shop_id", "predicted_clv_minor" DESC, "customer_id");


-- What Prisma cannot say.

-- Predictions stand at one fit, and one fit is under way at a time.
CREATE UNIQUE INDEX "clv_fits_current" ON "clv_fits" ("shop_id") WHERE "is_current";
CREATE UNIQUE INDEX "clv_fits_running" ON "clv_fits" ("shop_id") WHERE "state" = 'running';
