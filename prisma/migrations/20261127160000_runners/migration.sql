-- Runners, what they are given to do, and what came of it.
CREATE TYPE "RunnerJobStatus" AS ENUM ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELLED', 'LOST');
CREATE TABLE "runner" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "labels" JSONB NOT NULL,
  "token_hash" TEXT NOT NULL,
  "enabled" BOOLEAN NOT NULL DEFAULT true,
  "facts" JSONB,
  "last_seen_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "created_by_id" UUID,
  "archived_at" TIMESTAMPTZ(3),
  CONSTRAINT "runner_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "runner_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "runner_token_hash_key" ON "runner" ("token_hash");
CREATE UNIQUE INDEX "runner_name_taken" ON "runner" ("tenant_id", "name") WHERE "archived_at" IS NULL;
CREATE TABLE "runner_job" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "kind" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "status" "RunnerJobStatus" NOT NULL DEFAULT 'QUEUED',
  "labels" JSONB NOT NULL,
  "spec" JSONB NOT NULL,
  "script_id" UUID,
  "script_version" INTEGER,
  "run_id" UUID,
  "path" TEXT,
  "step_fence" INTEGER,
  "requested_by_id" UUID,
  "repeatable" BOOLEAN NOT NULL,
  "timeout_seconds" INTEGER NOT NULL,
  "fence" INTEGER NOT NULL DEFAULT 0,
  "runner_id" UUID,
  "runner_name" TEXT,
  "instance" UUID,
  "lease_until" TIMESTAMPTZ(3),
  "deadline_at" TIMESTAMPTZ(3),
  "cancel_asked_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "started_at" TIMESTAMPTZ(3),
  "finished_at" TIMESTAMPTZ(3),
  "outcome" TEXT,
  "exit_code" INTEGER,
  "result" JSONB,
  "output_bytes" INTEGER NOT NULL DEFAULT 0,
  "output_dropped" BIGINT NOT NULL DEFAULT 0,
  "part_count" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "runner_job_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "runner_job_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "runner_job_tenant_id_created_at_id_idx" ON "runner_job" ("tenant_id", "created_at", "id");
CREATE INDEX "runner_job_tenant_id_run_id_path_idx" ON "runner_job" ("tenant_id", "run_id", "path");
CREATE INDEX "runner_job_tenant_id_script_id_created_at_idx" ON "runner_job" ("tenant_id", "script_id", "created_at");
CREATE INDEX "runner_job_waiting" ON "runner_job" ("created_at") WHERE "status" = 'QUEUED';
CREATE INDEX "runner_job_running" ON "runner_job" ("deadline_at") WHERE "status" IN ('QUEUED', 'RUNNING');
CREATE INDEX "runner_job_ended" ON "runner_job" ("finished_at") WHERE "finished_at" IS NOT NULL;
-- What a job printed, secrets masked, in the order in which it came; the bytes stand in the object store.
CREATE TABLE "runner_job_part" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "job_id" UUID NOT NULL,
  "start" INTEGER NOT NULL,
  "bytes" INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  CONSTRAINT "runner_job_part_pkey" PRIMARY KEY ("tenant_id", "job_id", "start"),
  CONSTRAINT "runner_job_part_tenant_id_job_id_fkey" FOREIGN KEY ("tenant_id", "job_id") REFERENCES "runner_job"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "runner_job_artefact" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "job_id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "bytes" INTEGER NOT NULL,
  "sha256" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  CONSTRAINT "runner_job_artefact_pkey" PRIMARY KEY ("tenant_id", "job_id", "name"),
  CONSTRAINT "runner_job_artefact_tenant_id_job_id_fkey" FOREIGN KEY ("tenant_id", "job_id") REFERENCES "runner_job"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- Runners of the platform itself, which work for every tenant: nothing of any tenant stands here.
CREATE TABLE "platform_runner" (
  "instance" UUID NOT NULL,
  "facts" JSONB NOT NULL,
  "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "platform_runner_pkey" PRIMARY KEY ("instance")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "platform_runner" TO sre_app;

SELECT lookup.protect_tenant_tables();

-- What a step of a run did is seen by who sees the run.
CREATE POLICY seen_by_viewer ON "runner_job" AS RESTRICTIVE FOR SELECT TO sre_app USING (
  NOT (SELECT restricted()) OR "run_id" IS NULL OR EXISTS (SELECT FROM "run" r WHERE r."tenant_id" = "runner_job"."tenant_id" AND r."id" = "run_id"));

-- The objects go when their rows do.
CREATE TRIGGER note_object_removal AFTER DELETE ON "runner_job_part" FOR EACH ROW EXECUTE FUNCTION note_object_removal();
CREATE TRIGGER note_object_removal AFTER DELETE ON "runner_job_artefact" FOR EACH ROW EXECUTE FUNCTION note_object_removal();

-- Looking across tenants: whose token it is, what waits for the platform's own runner, what it holds, what is overdue, and what is past its tenant's retention.
CREATE POLICY lookup ON "runner" FOR SELECT TO sre_lookup USING (true);
CREATE POLICY lookup ON "runner_job" FOR SELECT TO sre_lookup USING (true);
GRANT SELECT ("tenant_id", "id", "token_hash", "archived_at") ON "runner" TO sre_lookup;
GRANT SELECT ("tenant_id", "id", "status", "labels", "created_at", "runner_id", "instance", "deadline_at", "finished_at") ON "runner_job" TO sre_lookup;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;
SET ROLE sre_lookup;
CREATE FUNCTION lookup.runner_by_token(hash text) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM runner WHERE token_hash = hash AND archived_at IS NULL $$;
-- Tenants take turns, so that one that asks for much slows only itself.
CREATE FUNCTION lookup.runner_jobs_waiting(most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM (
      SELECT tenant_id, id, created_at, row_number() OVER (PARTITION BY tenant_id ORDER BY created_at) AS turn FROM runner_job WHERE status = 'QUEUED' AND labels = '{}'
    ) waiting ORDER BY turn, created_at LIMIT most $$;
CREATE FUNCTION lookup.runner_jobs_of_instance(of uuid) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM runner_job WHERE status = 'RUNNING' AND runner_id IS NULL AND instance = of $$;
CREATE FUNCTION lookup.runner_jobs_overdue(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM runner_job WHERE status IN ('QUEUED', 'RUNNING') AND deadline_at <= coalesce(due, now()) ORDER BY deadline_at LIMIT most $$;
CREATE FUNCTION lookup.runner_jobs_to_drop(present timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT j.tenant_id, j.id FROM runner_job j JOIN tenant t ON t.id = j.tenant_id WHERE j.finished_at < coalesce(present, now()) - t.retention_days * interval '1 day' LIMIT most $$;
REVOKE EXECUTE ON FUNCTION lookup.runner_by_token(text), lookup.runner_jobs_waiting(int), lookup.runner_jobs_of_instance(uuid), lookup.runner_jobs_overdue(timestamptz, int),
  lookup.runner_jobs_to_drop(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup.runner_by_token(text), lookup.runner_jobs_waiting(int), lookup.runner_jobs_of_instance(uuid), lookup.runner_jobs_overdue(timestamptz, int),
  lookup.runner_jobs_to_drop(timestamptz, int) TO sre_app;
RESET ROLE;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
