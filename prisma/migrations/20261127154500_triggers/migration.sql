-- Triggers of three kinds, the events that they are shown, and what each made of each.

-- The owner's rows are its own for the time of this migration, also where it is no superuser.
ALTER TABLE "trigger" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "trigger_decision" NO FORCE ROW LEVEL SECURITY;

CREATE TYPE "TriggerKind" AS ENUM ('EVENT', 'SCHEDULE', 'WEBHOOK');
CREATE TYPE "MissedFirings" AS ENUM ('ONCE', 'SKIP');
CREATE TYPE "HookSigning" AS ENUM ('STANDARD', 'GITHUB');

ALTER TABLE "trigger"
  ALTER COLUMN "event" DROP NOT NULL,
  ALTER COLUMN "matchers" SET DEFAULT '[]',
  ADD COLUMN "kind" "TriggerKind" NOT NULL DEFAULT 'EVENT',
  ADD COLUMN "description" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "condition" TEXT,
  ADD COLUMN "inputs" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "cron" TEXT,
  ADD COLUMN "time_zone" TEXT,
  ADD COLUMN "missed" "MissedFirings" NOT NULL DEFAULT 'ONCE',
  ADD COLUMN "next_at" TIMESTAMPTZ(3),
  ADD COLUMN "token_hash" TEXT,
  ADD COLUMN "signing" "HookSigning",
  ADD COLUMN "secret" TEXT,
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "archived_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT "trigger_event" CHECK (("kind" = 'EVENT') = ("event" IS NOT NULL)),
  ADD CONSTRAINT "trigger_schedule" CHECK (("kind" = 'SCHEDULE') = ("cron" IS NOT NULL AND "time_zone" IS NOT NULL)),
  ADD CONSTRAINT "trigger_hook" CHECK (("kind" = 'WEBHOOK') = ("token_hash" IS NOT NULL AND "signing" IS NOT NULL AND "secret" IS NOT NULL));
UPDATE "trigger" SET "updated_at" = "created_at";
DROP INDEX "trigger_tenant_id_name_key";
CREATE UNIQUE INDEX "trigger_name_taken" ON "trigger" ("tenant_id", "name") WHERE "archived_at" IS NULL;
CREATE INDEX "trigger_tenant_id_name_id_idx" ON "trigger" ("tenant_id", "name", "id");
CREATE INDEX "trigger_tenant_id_kind_event_idx" ON "trigger" ("tenant_id", "kind", "event");
CREATE UNIQUE INDEX "trigger_token_hash_key" ON "trigger" ("token_hash");
CREATE INDEX "trigger_due" ON "trigger" ("next_at") WHERE "enabled" AND "archived_at" IS NULL AND "next_at" IS NOT NULL;

-- What happened, as triggers are shown it: events of the platform, firings of schedules, and calls of hooks.
CREATE TABLE "trigger_event" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "incident_id" UUID,
  "trigger_id" UUID,
  "payload" JSONB NOT NULL,
  "incident" JSONB,
  "causation" UUID[] DEFAULT ARRAY[]::UUID[],
  CONSTRAINT "trigger_event_pkey" PRIMARY KEY ("tenant_id", "at", "id")
) PARTITION BY RANGE ("at");
CREATE INDEX "trigger_event_tenant_id_name_at_id_idx" ON "trigger_event" ("tenant_id", "name", "at", "id");
CREATE INDEX "trigger_event_tenant_id_incident_id_at_idx" ON "trigger_event" ("tenant_id", "incident_id", "at");
CREATE INDEX "trigger_event_tenant_id_trigger_id_at_idx" ON "trigger_event" ("tenant_id", "trigger_id", "at");
CREATE INDEX "trigger_event_tenant_id_id_idx" ON "trigger_event" ("tenant_id", "id");

-- A decision is about one of them. Those from before were about the opening of their subject.
ALTER TABLE "trigger_decision" DROP CONSTRAINT "trigger_decision_pkey";
ALTER TABLE "trigger_decision"
  ADD COLUMN "event_id" UUID NOT NULL DEFAULT uuidv7(),
  ADD COLUMN "event_at" TIMESTAMPTZ(3),
  ADD COLUMN "run_id" UUID,
  ADD COLUMN "not_started" TEXT,
  ADD COLUMN "start_facts" JSONB,
  ADD COLUMN "replay" BOOLEAN NOT NULL DEFAULT false,
  ALTER COLUMN "subject_id" DROP NOT NULL;
UPDATE "trigger_decision" SET "event_id" = "subject_id", "event_at" = "at";
ALTER TABLE "trigger_decision" ALTER COLUMN "event_at" SET NOT NULL, ALTER COLUMN "event_at" SET DEFAULT CURRENT_TIMESTAMP,
  ADD CONSTRAINT "trigger_decision_pkey" PRIMARY KEY ("tenant_id", "at", "trigger_id", "event_id");
CREATE INDEX "trigger_decision_tenant_id_trigger_id_at_idx" ON "trigger_decision" ("tenant_id", "trigger_id", "at");
CREATE INDEX "trigger_decision_tenant_id_event_id_idx" ON "trigger_decision" ("tenant_id", "event_id");

-- By which a call of a hook that is sent again is told.
CREATE TABLE "hook_receipt" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "trigger_id" UUID NOT NULL,
  "key" TEXT NOT NULL,
  "event_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "hook_receipt_pkey" PRIMARY KEY ("tenant_id", "trigger_id", "key"),
  CONSTRAINT "hook_receipt_tenant_id_trigger_id_fkey" FOREIGN KEY ("tenant_id", "trigger_id") REFERENCES "trigger"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "hook_receipt_at_idx" ON "hook_receipt" ("at");

ALTER TABLE "trigger" FORCE ROW LEVEL SECURITY;
ALTER TABLE "trigger_decision" FORCE ROW LEVEL SECURITY;
SELECT lookup.protect_tenant_tables();
REVOKE UPDATE, DELETE ON "trigger_event" FROM sre_app;
SELECT lookup.maintain_partitions(now());

-- What is about no incident is of the whole tenant: hidden from those alone who see a part of it.
CREATE POLICY seen_by_viewer ON "trigger_event" AS RESTRICTIVE FOR SELECT TO sre_app
  USING (NOT (SELECT restricted()) OR (incident_id IS NULL AND (SELECT scope()) IS NULL) OR sees_incident(incident_id));
CREATE POLICY seen_by_viewer ON "trigger_decision" AS RESTRICTIVE FOR SELECT TO sre_app
  USING (NOT (SELECT restricted()) OR (subject_id IS NULL AND (SELECT scope()) IS NULL) OR sees_incident(subject_id));

-- Looking across tenants: schedules that are due (null for the database's own time), and whose hook a token is.
CREATE POLICY lookup ON "trigger" FOR SELECT TO sre_lookup USING (true);
GRANT SELECT ("tenant_id", "id", "enabled", "archived_at", "next_at", "token_hash") ON "trigger" TO sre_lookup;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;
SET ROLE sre_lookup;
CREATE FUNCTION lookup.triggers_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM trigger WHERE enabled AND archived_at IS NULL AND next_at <= coalesce(due, now()) ORDER BY next_at LIMIT most $$;
CREATE FUNCTION lookup.trigger_by_token(hash text) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM trigger WHERE token_hash = hash AND archived_at IS NULL $$;
REVOKE EXECUTE ON FUNCTION lookup.triggers_due(timestamptz, int), lookup.trigger_by_token(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup.triggers_due(timestamptz, int), lookup.trigger_by_token(text) TO sre_app;
RESET ROLE;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
