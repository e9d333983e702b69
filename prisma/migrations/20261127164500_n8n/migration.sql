-- n8n servers of tenants, whose workflows playbooks start.
CREATE TABLE "n8n_connection" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  "api_key" TEXT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "n8n_connection_pkey" PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "n8n_connection_tenant_id_name_key" ON "n8n_connection" ("tenant_id", "name");
SELECT lookup.protect_tenant_tables();
