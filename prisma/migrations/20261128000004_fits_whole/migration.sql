-- A fit is kept whole, as the domain says it: what is read of it is read together.
ALTER TABLE "clv_fits" DROP COLUMN "parameters",
    DROP COLUMN "log_covariance",
    DROP COLUMN "log_likelihood",
    DROP COLUMN "spend",
    DROP COLUMN "accuracy",
    DROP COLUMN "forecast",
    DROP COLUMN "reason",
    ADD COLUMN "fit" JSONB;
