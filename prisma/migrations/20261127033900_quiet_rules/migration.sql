-- Inhibition, time intervals, maintenance, and what quiet has to know of resources.
CREATE TABLE "inhibition_rule" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "source_matchers" JSONB NOT NULL,
  "target_matchers" JSONB NOT NULL,
  "equal" TEXT[],
  "enabled" BOOLEAN NOT NULL DEFAULT true,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "inhibition_rule_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "inhibition_rule_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "inhibition_rule_tenant_id_name_key" ON "inhibition_rule" ("tenant_id", "name");
CREATE INDEX "inhibition_rule_tenant_id_created_at_id_idx" ON "inhibition_rule" ("tenant_id", "created_at" DESC, "id" DESC);

CREATE TABLE "time_interval" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "intervals" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "time_interval_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "time_interval_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "time_interval_tenant_id_name_key" ON "time_interval" ("tenant_id", "name");
CREATE INDEX "time_interval_tenant_id_created_at_id_idx" ON "time_interval" ("tenant_id", "created_at" DESC, "id" DESC);

CREATE TABLE "maintenance_window" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "comment" TEXT NOT NULL,
  "resource_ids" UUID[],
  "matchers" JSONB NOT NULL,
  "includes_children" BOOLEAN NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "ends_at" TIMESTAMPTZ(3) NOT NULL,
  "recurrence" TEXT,
  "duration_ms" INTEGER,
  "time_zone" TEXT,
  "window_starts_at" TIMESTAMPTZ(3) NOT NULL,
  "window_ends_at" TIMESTAMPTZ(3) NOT NULL,
  "created_by_id" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "maintenance_window_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "maintenance_window_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "maintenance_window_tenant_id_created_at_id_idx" ON "maintenance_window" ("tenant_id", "created_at" DESC, "id" DESC);
CREATE INDEX "maintenance_window_tenant_id_ends_at_idx" ON "maintenance_window" ("tenant_id", "ends_at");

CREATE TABLE "heard_resource" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL,
  "label" TEXT NOT NULL,
  "labels" JSONB NOT NULL,
  CONSTRAINT "heard_resource_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "heard_resource_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "resource_below" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "parent_id" UUID NOT NULL,
  "child_id" UUID NOT NULL,
  CONSTRAINT "resource_below_pkey" PRIMARY KEY ("tenant_id", "child_id", "parent_id"),
  CONSTRAINT "resource_below_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "alert_resource" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "alert_id" UUID NOT NULL,
  "resource_id" UUID NOT NULL,
  CONSTRAINT "alert_resource_pkey" PRIMARY KEY ("tenant_id", "alert_id", "resource_id"),
  CONSTRAINT "alert_resource_tenant_id_alert_id_fkey" FOREIGN KEY ("tenant_id", "alert_id") REFERENCES "alert"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "alert_resource_tenant_id_resource_id_idx" ON "alert_resource" ("tenant_id", "resource_id");

SELECT lookup.protect_tenant_tables();
