-- The payload log is read in the order of its indexes: the id is part of the order, so that a page is a walk and not a sort of everything that came.
DROP INDEX "payload_of_integration";
CREATE INDEX "payload_of_integration" ON "payload" ("tenant_id", "integration_id", "at" DESC, "id" DESC) INCLUDE ("alert_count", "origin");
DROP INDEX "refusal_tenant_id_integration_id_at_idx";
CREATE INDEX "refusal_tenant_id_integration_id_at_id_idx" ON "refusal" ("tenant_id", "integration_id", "at" DESC, "id" DESC);
