-- What a tenant's rules make of an alert before it is routed: the rules each time that they were saved, the tables that they look things up in, and
-- the alerts that they dropped.
CREATE TABLE "enrichment_version" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "version" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "actor_id" UUID,
  "note" TEXT,
  "rules" JSONB NOT NULL,
  "rule_count" INTEGER NOT NULL,
  CONSTRAINT "enrichment_version_pkey" PRIMARY KEY ("tenant_id", "version"),
  CONSTRAINT "enrichment_version_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "lookup_table" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "columns" TEXT[],
  "rows" JSONB NOT NULL,
  "row_count" INTEGER NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_by_id" UUID,
  CONSTRAINT "lookup_table_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "lookup_table_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "lookup_table_tenant_id_name_key" ON "lookup_table" ("tenant_id", "name");

-- One row for a rule, an alert and an hour; `maintain_partitions` lets go of the old ones.
CREATE TABLE "dropped_alert" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "rule_id" UUID NOT NULL,
  "rule_name" TEXT NOT NULL,
  "integration_id" UUID NOT NULL,
  "fingerprint" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "status" "AlertStatus" NOT NULL,
  "severity" "Severity" NOT NULL,
  "labels" JSONB NOT NULL,
  "times" INTEGER NOT NULL,
  "last_at" TIMESTAMPTZ(3) NOT NULL,
  "payload_id" UUID NOT NULL,
  CONSTRAINT "dropped_alert_pkey" PRIMARY KEY ("tenant_id", "at", "id")
) PARTITION BY RANGE ("at");

SELECT lookup.protect_tenant_tables();
REVOKE UPDATE, DELETE ON "enrichment_version" FROM sre_app;
SELECT lookup.maintain_partitions(now());
