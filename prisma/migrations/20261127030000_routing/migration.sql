-- Alerts of more sources, routes as a tree, and what an incident says of its owner, its priority and its quiet.
ALTER TYPE "IntegrationSource" ADD VALUE 'GRAFANA';
ALTER TYPE "IntegrationSource" ADD VALUE 'PAGERDUTY';
ALTER TYPE "IntegrationSource" ADD VALUE 'OPSGENIE';
ALTER TYPE "IntegrationSource" ADD VALUE 'ONCALL';
ALTER TYPE "IntegrationSource" ADD VALUE 'CLOUDEVENTS';
ALTER TYPE "IntegrationSource" ADD VALUE 'OPENLINEAGE';
ALTER TYPE "IntegrationSource" ADD VALUE 'GENERIC';
ALTER TYPE "IntegrationSource" ADD VALUE 'HEARTBEAT';
ALTER TYPE "IntegrationSource" ADD VALUE 'EMAIL';
CREATE TYPE "Priority" AS ENUM ('P1', 'P2', 'P3', 'P4', 'P5');

ALTER TABLE "integration"
  ADD COLUMN "enabled" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "labels" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "settings" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "secret" TEXT,
  ADD COLUMN "rate_limit" INTEGER,
  ADD COLUMN "owner_team_id" UUID;

DROP INDEX "route_tenant_id_name_key";
ALTER TABLE "route"
  ADD COLUMN "group_interval_ms" INTEGER NOT NULL DEFAULT 300000,
  ADD COLUMN "repeat_interval_ms" INTEGER NOT NULL DEFAULT 14400000,
  ADD COLUMN "parent_id" UUID,
  ADD COLUMN "position" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "matchers" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "continues" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "mute_time_intervals" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "active_time_intervals" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "owner_team_id" UUID,
  ADD COLUMN "archived_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT "route_tenant_id_parent_id_fkey" FOREIGN KEY ("tenant_id", "parent_id") REFERENCES "route"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
-- Until now the oldest route of a tenant grouped everything and the others nothing: it becomes the root, and they stay out of the tree.
UPDATE "route" r SET "archived_at" = now()
WHERE EXISTS (SELECT FROM "route" o WHERE o.tenant_id = r.tenant_id AND (o.created_at, o.id) < (r.created_at, r.id));
CREATE UNIQUE INDEX "route_one_root" ON "route" ("tenant_id") WHERE "parent_id" IS NULL AND "archived_at" IS NULL;

ALTER TABLE "incident"
  ADD COLUMN "quiet" JSONB,
  ADD COLUMN "quiet_until" TIMESTAMPTZ(3),
  ADD COLUMN "priority" "Priority",
  ADD COLUMN "owner_team_id" UUID;
