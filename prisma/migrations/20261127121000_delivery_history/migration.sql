-- The history of all deliveries is read newest first: of everybody, and of one person. Other conditions are met by many of them, and are looked for on the way.
CREATE INDEX "delivery_tenant_id_created_at_id_idx" ON "delivery" ("tenant_id", "created_at" DESC, "id" DESC);
CREATE INDEX "delivery_tenant_id_person_id_created_at_id_idx" ON "delivery" ("tenant_id", "person_id", "created_at" DESC, "id" DESC);

SELECT lookup.protect_tenant_tables();
