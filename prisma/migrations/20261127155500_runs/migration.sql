-- Playbooks as graphs of typed steps, with versions; runs whose steps each have a lease and a fence of their own; what the policies said.

-- The owner's rows are its own for the time of this migration, also where it is no superuser.
ALTER TABLE "playbook" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "run" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "run_step" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "run_output" NO FORCE ROW LEVEL SECURITY;

CREATE TYPE "StepStatus" AS ENUM ('QUEUED', 'RUNNING', 'WAITING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELLED', 'TIMED_OUT', 'ABANDONED');

-- The steps that there were, each an HTTP request, in the shape of a definition.
CREATE FUNCTION pg_temp.definition_of(name text, steps jsonb) RETURNS jsonb LANGUAGE sql AS $$
  SELECT jsonb_build_object('name', name, 'description', '', 'tags', '[]'::jsonb, 'inputs', '{}'::jsonb,
    'policies', '{"blackouts": [], "approvals": []}'::jsonb, 'timeoutMinutes', 60, 'savesMinutes', 0,
    'steps', coalesce((
      SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', 'http', 'id', 'step' || n, 'name', s->'name', 'onError', 'stop',
        'timeoutSeconds', greatest(1, ceil(coalesce((s->>'timeoutMs')::numeric, 10000) / 1000)),
        'idempotent', s->'idempotent', 'method', s->'method', 'url', s->'url', 'headers', s->'headers', 'body', s->'body',
        'expectStatus', CASE jsonb_typeof(s->'expectStatus') WHEN 'number' THEN jsonb_build_array(s->'expectStatus') ELSE s->'expectStatus' END)) ORDER BY n)
      FROM jsonb_array_elements(steps) WITH ORDINALITY AS each(s, n)), '[]'::jsonb))
$$;

-- Playbooks -----------------------------------------------------------------------------------------------------------
ALTER TABLE "playbook"
  ADD COLUMN "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "definition" JSONB,
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "enabled" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "owner_id" UUID,
  ADD COLUMN "archived_at" TIMESTAMPTZ(3),
  ADD COLUMN "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE "playbook" SET "definition" = pg_temp.definition_of("name", "steps"), "updated_at" = "created_at";
ALTER TABLE "playbook" ALTER COLUMN "definition" SET NOT NULL, DROP COLUMN "steps";
DROP INDEX "playbook_tenant_id_name_key";
CREATE INDEX "playbook_tenant_id_name_idx" ON "playbook" ("tenant_id", "name");
CREATE UNIQUE INDEX "playbook_name_taken" ON "playbook" ("tenant_id", "name") WHERE "archived_at" IS NULL;

CREATE TABLE "playbook_version" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "playbook_id" UUID NOT NULL,
  "version" INTEGER NOT NULL,
  "definition" JSONB NOT NULL,
  "note" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "created_by_id" UUID,
  CONSTRAINT "playbook_version_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "playbook_version_tenant_id_playbook_id_fkey" FOREIGN KEY ("tenant_id", "playbook_id") REFERENCES "playbook"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "playbook_version_tenant_id_playbook_id_version_key" ON "playbook_version" ("tenant_id", "playbook_id", "version");
INSERT INTO "playbook_version" ("tenant_id", "playbook_id", "version", "definition", "created_at")
  SELECT "tenant_id", "id", 1, "definition", "created_at" FROM "playbook";

-- Runs ----------------------------------------------------------------------------------------------------------------
SET ROLE sre_lookup;
DROP FUNCTION lookup.runs_due(timestamptz, int);
RESET ROLE;
DROP INDEX "run_status_next_at_idx";
DROP INDEX "run_tenant_id_incident_id_trigger_id_key";
ALTER TYPE "RunStatus" RENAME TO "RunStatusBefore";
CREATE TYPE "RunStatus" AS ENUM
  ('QUEUED', 'WAITING_FOR_APPROVAL', 'RUNNING', 'WAITING', 'VERIFYING', 'ROLLING_BACK', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT', 'ABANDONED');

ALTER TABLE "run" RENAME COLUMN "trigger_name" TO "cause_label";
ALTER TABLE "run"
  ALTER COLUMN "status" DROP DEFAULT,
  ALTER COLUMN "status" TYPE "RunStatus" USING "status"::text::"RunStatus",
  ALTER COLUMN "incident_id" DROP NOT NULL,
  ALTER COLUMN "incident" DROP NOT NULL,
  ADD COLUMN "playbook_version" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "definition" JSONB,
  ADD COLUMN "inputs" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "event" JSONB,
  ADD COLUMN "cause_kind" TEXT NOT NULL DEFAULT 'trigger',
  ADD COLUMN "person_id" UUID,
  ADD COLUMN "causation" UUID[] DEFAULT ARRAY[]::UUID[],
  ADD COLUMN "parent_id" UUID,
  ADD COLUMN "parent_path" TEXT,
  ADD COLUMN "resources" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "approval" JSONB,
  ADD COLUMN "outcome" TEXT,
  ADD COLUMN "deadline_at" TIMESTAMPTZ(3),
  ADD COLUMN "cancelled_at" TIMESTAMPTZ(3),
  ADD COLUMN "cancelled_by_id" UUID,
  ADD COLUMN "helped" BOOLEAN,
  ADD COLUMN "feedback" TEXT,
  ADD COLUMN "feedback_by_id" UUID,
  ADD COLUMN "feedback_at" TIMESTAMPTZ(3);
ALTER TABLE "run" ALTER COLUMN "status" SET DEFAULT 'QUEUED';
UPDATE "run" SET "definition" = pg_temp.definition_of("playbook_name", "steps"),
  "cause_kind" = CASE WHEN "trigger_id" IS NULL THEN 'escalation' ELSE 'trigger' END,
  "next_at" = CASE WHEN "finished_at" IS NULL THEN coalesce("next_at", now()) END,
  "deadline_at" = CASE WHEN "finished_at" IS NULL THEN now() + interval '60 minutes' END;

ALTER TABLE "run_step" RENAME COLUMN "position" TO "number";
ALTER TABLE "run_step"
  ALTER COLUMN "status" TYPE "StepStatus" USING "status"::text::"StepStatus",
  ALTER COLUMN "started_at" DROP NOT NULL,
  ADD COLUMN "path" TEXT,
  ADD COLUMN "id" TEXT,
  ADD COLUMN "attempt" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "next_at" TIMESTAMPTZ(3),
  ADD COLUMN "lease_until" TIMESTAMPTZ(3),
  ADD COLUMN "fence" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "error" TEXT,
  ADD COLUMN "state" JSONB;
-- A step that is under way is held by the worker that held its run.
UPDATE "run_step" s SET "path" = 'step' || s."number", "id" = 'step' || s."number", "attempt" = 1, "fence" = 1,
  "lease_until" = CASE WHEN s."status" = 'RUNNING' THEN coalesce(r."lease_until", now()) END
  FROM "run" r WHERE r."tenant_id" = s."tenant_id" AND r."id" = s."run_id";
UPDATE "run" r SET "outcome" = coalesce(
  (SELECT s."outcome" FROM "run_step" s WHERE s."tenant_id" = r."tenant_id" AND s."run_id" = r."id" AND s."status" <> 'SUCCEEDED' ORDER BY s."number" DESC LIMIT 1),
  CASE "status" WHEN 'SUCCEEDED' THEN 'succeeded' WHEN 'ABANDONED' THEN 'attempts_exhausted' ELSE 'invalid_playbook' END)
  WHERE "finished_at" IS NOT NULL;
ALTER TABLE "run" ALTER COLUMN "definition" SET NOT NULL, DROP COLUMN "steps", DROP COLUMN "lease_until", DROP COLUMN "fence",
  -- A run that goes on is looked at again, always.
  ADD CONSTRAINT "run_next" CHECK (("finished_at" IS NULL) = ("next_at" IS NOT NULL));
ALTER TABLE "run_step" DROP CONSTRAINT "run_step_pkey", ALTER COLUMN "path" SET NOT NULL, ALTER COLUMN "id" SET NOT NULL,
  ADD CONSTRAINT "run_step_pkey" PRIMARY KEY ("tenant_id", "run_id", "path"),
  -- A step that is running is held by somebody until some time, and one that is queued is taken at some time.
  ADD CONSTRAINT "run_step_lease" CHECK (("status" = 'QUEUED') <= ("next_at" IS NOT NULL));
DROP TYPE "RunStatusBefore";

CREATE INDEX "run_tenant_id_incident_id_created_at_idx" ON "run" ("tenant_id", "incident_id", "created_at");
CREATE INDEX "run_tenant_id_playbook_id_created_at_idx" ON "run" ("tenant_id", "playbook_id", "created_at");
CREATE INDEX "run_tenant_id_created_at_id_idx" ON "run" ("tenant_id", "created_at", "id");
CREATE INDEX "run_tenant_id_parent_id_idx" ON "run" ("tenant_id", "parent_id");
CREATE INDEX "run_due" ON "run" ("next_at") WHERE "finished_at" IS NULL;
CREATE INDEX "run_step_due" ON "run_step" (coalesce("lease_until", "next_at")) WHERE "status" IN ('QUEUED', 'RUNNING', 'WAITING');

-- What steps were given and gave, once for each attempt.
DROP INDEX "run_output_tenant_id_run_id_position_idx";
ALTER TABLE "run_output" DROP CONSTRAINT "run_output_pkey";
ALTER TABLE "run_output" ADD COLUMN "path" TEXT, ADD COLUMN "attempt" INTEGER NOT NULL DEFAULT 1, ALTER COLUMN "input" DROP NOT NULL;
UPDATE "run_output" SET "path" = 'step' || "position";
ALTER TABLE "run_output" DROP COLUMN "position", ALTER COLUMN "path" SET NOT NULL, ALTER COLUMN "attempt" DROP DEFAULT,
  ADD CONSTRAINT "run_output_pkey" PRIMARY KEY ("tenant_id", "at", "run_id", "path", "attempt");
CREATE INDEX "run_output_tenant_id_run_id_path_idx" ON "run_output" ("tenant_id", "run_id", "path");

CREATE TABLE "run_decision" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "playbook_id" UUID NOT NULL,
  "run_id" UUID,
  "incident_id" UUID,
  "policy" TEXT NOT NULL,
  "verdict" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "facts" JSONB NOT NULL,
  "cause" JSONB NOT NULL,
  CONSTRAINT "run_decision_pkey" PRIMARY KEY ("tenant_id", "at", "id")
) PARTITION BY RANGE ("at");
CREATE INDEX "run_decision_tenant_id_run_id_idx" ON "run_decision" ("tenant_id", "run_id");
CREATE INDEX "run_decision_tenant_id_playbook_id_at_idx" ON "run_decision" ("tenant_id", "playbook_id", "at");

ALTER TABLE "playbook" FORCE ROW LEVEL SECURITY;
ALTER TABLE "run" FORCE ROW LEVEL SECURITY;
ALTER TABLE "run_step" FORCE ROW LEVEL SECURITY;
ALTER TABLE "run_output" FORCE ROW LEVEL SECURITY;
SELECT lookup.protect_tenant_tables();
REVOKE UPDATE, DELETE ON "run_decision" FROM sre_app;
SELECT lookup.maintain_partitions(now());

-- A run without an incident is of the whole tenant: hidden from those alone who see a part of it.
DROP POLICY seen_by_viewer ON "run";
CREATE POLICY seen_by_viewer ON "run" AS RESTRICTIVE FOR SELECT TO sre_app
  USING (NOT (SELECT restricted()) OR (incident_id IS NULL AND (SELECT scope()) IS NULL) OR sees_incident(incident_id));
CREATE POLICY seen_by_viewer ON "run_decision" AS RESTRICTIVE FOR SELECT TO sre_app
  USING (NOT (SELECT restricted()) OR (incident_id IS NULL AND (SELECT scope()) IS NULL) OR sees_incident(incident_id));

-- Looking across tenants: runs of which something is due, the run itself or one of its steps. `due` is null for the database's own time.
REVOKE SELECT ON "run" FROM sre_lookup;
CREATE POLICY lookup ON "run_step" FOR SELECT TO sre_lookup USING (true);
GRANT SELECT ("tenant_id", "id", "next_at", "finished_at") ON "run" TO sre_lookup;
GRANT SELECT ("tenant_id", "run_id", "status", "next_at", "lease_until") ON "run_step" TO sre_lookup;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;
SET ROLE sre_lookup;
CREATE FUNCTION lookup.runs_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    (SELECT tenant_id, id FROM run WHERE finished_at IS NULL AND next_at <= coalesce(due, now()) ORDER BY next_at LIMIT most)
    UNION
    (SELECT DISTINCT tenant_id, run_id FROM (
      SELECT tenant_id, run_id FROM run_step
      WHERE status IN ('QUEUED', 'RUNNING', 'WAITING') AND coalesce(lease_until, next_at) <= coalesce(due, now())
      ORDER BY coalesce(lease_until, next_at) LIMIT most) AS steps)
  $$;
REVOKE EXECUTE ON FUNCTION lookup.runs_due(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup.runs_due(timestamptz, int) TO sre_app;
RESET ROLE;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
