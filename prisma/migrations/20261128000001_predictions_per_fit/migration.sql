-- The predictions of a new fit are written beside those that hold, and take their place at once.
ALTER TABLE "customer_predictions" RENAME TO "fit_predictions";
ALTER TABLE "fit_predictions" RENAME CONSTRAINT "customer_predictions_pkey" TO "fit_predictions_pkey";
ALTER TABLE "fit_predictions" DROP CONSTRAINT "fit_predictions_pkey",
    ADD CONSTRAINT "fit_predictions_pkey" PRIMARY KEY ("shop_id","fit_id","customer_id");
DROP INDEX "customer_predictions_by_clv";
CREATE INDEX "fit_predictions_by_clv" ON "fit_predictions"("shop_id", "fit_id", "predicted_clv_minor" DESC, "customer_id");

-- That accuracy has decayed, with the figures that say so.
ALTER TABLE "clv_fits" ADD COLUMN "alert" JSONB;

-- When a fit was asked for, and what by: an import, or a change of settings.
ALTER TABLE "shops" ADD COLUMN "fit_asked_at" TIMESTAMPTZ(3),
    ADD COLUMN "fit_asked_by" TEXT;


-- What Prisma cannot say.

-- The predictions that hold: those of the shop's current fit. Everyone who reads reads here.
CREATE VIEW "customer_predictions" AS
SELECT p.*
FROM "fit_predictions" p
JOIN "clv_fits" f ON f."shop_id" = p."shop_id" AND f."fit_id" = p."fit_id"
WHERE f."is_current";
