-- What rules ask most of who a customer is.
CREATE INDEX "customers_asked" ON "customers" ("shop_id", "customer_id")
  INCLUDE ("email_consent", "sms_consent", "country_code", "birth_date", "created_at");
