-- Routes that take what they do not say from their parent, decide severity, priority and SLA, and remember how they were.
ALTER TABLE "route"
  ADD COLUMN "inherits_group_by" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "severity_rules" JSONB,
  ADD COLUMN "priority_rules" JSONB,
  ADD COLUMN "sla" JSONB,
  ALTER COLUMN "group_wait_ms" DROP NOT NULL, ALTER COLUMN "group_wait_ms" DROP DEFAULT,
  ALTER COLUMN "group_interval_ms" DROP NOT NULL, ALTER COLUMN "group_interval_ms" DROP DEFAULT,
  ALTER COLUMN "repeat_interval_ms" DROP NOT NULL, ALTER COLUMN "repeat_interval_ms" DROP DEFAULT;
-- Until now every node carried Alertmanager's standard for these two, which nobody could choose: below the root they are taken from the parent.
UPDATE "route" SET "group_interval_ms" = NULL, "repeat_interval_ms" = NULL WHERE "parent_id" IS NOT NULL;

CREATE TABLE "route_version" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "version" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "actor_id" UUID,
  "note" TEXT,
  "tree" JSONB NOT NULL,
  "nodes" INTEGER NOT NULL,
  CONSTRAINT "route_version_pkey" PRIMARY KEY ("tenant_id", "version"),
  CONSTRAINT "route_version_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

SELECT lookup.protect_tenant_tables();
REVOKE UPDATE, DELETE ON "route_version" FROM sre_app;
