-- Who is told, when, and why: the policy and the chains as they were saved, one run for each chain that an incident started, a page for each person
-- whom a step tells, and every decision of both.

CREATE TYPE "EscalationState" AS ENUM ('RUNNING', 'DONE', 'STOPPED');

CREATE TABLE "policy_version" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "version" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "actor_id" UUID,
  "note" TEXT,
  "tree" JSONB NOT NULL,
  "nodes" INTEGER NOT NULL,
  CONSTRAINT "policy_version_pkey" PRIMARY KEY ("tenant_id", "version")
);

CREATE TABLE "escalation_chain" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "body" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "escalation_chain_pkey" PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "escalation_chain_tenant_id_name_key" ON "escalation_chain" ("tenant_id", "name");

CREATE TABLE "escalation_chain_version" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "chain_id" UUID NOT NULL,
  "version" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "actor_id" UUID,
  "note" TEXT,
  "name" TEXT NOT NULL,
  "body" JSONB NOT NULL,
  CONSTRAINT "escalation_chain_version_pkey" PRIMARY KEY ("tenant_id", "chain_id", "version")
);

CREATE TABLE "round_robin" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "chain_id" UUID NOT NULL,
  "step_id" UUID NOT NULL,
  "turn" INTEGER NOT NULL,
  CONSTRAINT "round_robin_pkey" PRIMARY KEY ("tenant_id", "chain_id", "step_id")
);

CREATE TABLE "escalation_run" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "incident_id" UUID NOT NULL,
  "chain_id" UUID,
  "chain_key" TEXT NOT NULL,
  "start" INTEGER NOT NULL,
  "cause" TEXT NOT NULL,
  "policy_path" TEXT[],
  "policy_version" INTEGER NOT NULL,
  "importance" TEXT NOT NULL,
  "snapshot" JSONB NOT NULL,
  "state" "EscalationState" NOT NULL,
  "reason" TEXT NOT NULL,
  "cursor" INTEGER NOT NULL DEFAULT 0,
  "round" INTEGER NOT NULL DEFAULT 1,
  "decisions" INTEGER NOT NULL DEFAULT 0,
  "next_at" TIMESTAMPTZ(3),
  "fence" INTEGER NOT NULL DEFAULT 0,
  "started_by_id" UUID,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "escalation_run_pkey" PRIMARY KEY ("tenant_id", "id"),
  -- A run that goes on has a next step, always: what is said of it here cannot be stored otherwise.
  CONSTRAINT "escalation_run_next" CHECK (("state" = 'RUNNING') = ("next_at" IS NOT NULL))
);
CREATE UNIQUE INDEX "escalation_run_tenant_id_incident_id_chain_key_start_key" ON "escalation_run" ("tenant_id", "incident_id", "chain_key", "start");
CREATE INDEX "escalation_run_tenant_id_incident_id_started_at_idx" ON "escalation_run" ("tenant_id", "incident_id", "started_at");
-- Of one chain at most one run goes on for an incident.
CREATE UNIQUE INDEX "escalation_run_one_running" ON "escalation_run" ("tenant_id", "incident_id", "chain_key") WHERE "state" = 'RUNNING';
CREATE INDEX "escalation_run_due" ON "escalation_run" ("next_at") WHERE "state" = 'RUNNING';

CREATE TABLE "escalation_decision" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "run_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "round" INTEGER NOT NULL,
  "step" INTEGER,
  "kind" TEXT NOT NULL,
  "page_id" UUID,
  "reason" TEXT NOT NULL,
  "facts" JSONB NOT NULL,
  CONSTRAINT "escalation_decision_pkey" PRIMARY KEY ("tenant_id", "at", "run_id", "number")
) PARTITION BY RANGE ("at");
CREATE INDEX "escalation_decision_tenant_id_run_id_number_idx" ON "escalation_decision" ("tenant_id", "run_id", "number");

CREATE TABLE "page" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "run_id" UUID,
  "incident_id" UUID NOT NULL,
  "person_id" UUID NOT NULL,
  "step" INTEGER,
  "round" INTEGER NOT NULL DEFAULT 1,
  "event" TEXT NOT NULL,
  "importance" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "incident" JSONB NOT NULL,
  "cause" JSONB NOT NULL,
  "details" JSONB NOT NULL,
  "plan" JSONB NOT NULL,
  "cursor" INTEGER NOT NULL DEFAULT 0,
  "state" "EscalationState" NOT NULL,
  "reason" TEXT NOT NULL,
  "next_at" TIMESTAMPTZ(3),
  "dedup_key" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "page_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "page_next" CHECK (("state" = 'RUNNING') = ("next_at" IS NOT NULL)),
  CONSTRAINT "page_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "escalation_run"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE UNIQUE INDEX "page_tenant_id_dedup_key_key" ON "page" ("tenant_id", "dedup_key");
CREATE INDEX "page_tenant_id_incident_id_idx" ON "page" ("tenant_id", "incident_id");
CREATE INDEX "page_tenant_id_run_id_idx" ON "page" ("tenant_id", "run_id");
CREATE INDEX "page_due" ON "page" ("next_at") WHERE "state" = 'RUNNING';

CREATE TABLE "audit_finding" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "kind" TEXT NOT NULL,
  "subject_id" UUID NOT NULL,
  "incident_id" UUID,
  "facts" JSONB NOT NULL,
  "repair" TEXT NOT NULL,
  "found_at" TIMESTAMPTZ(3) NOT NULL,
  "seen_at" TIMESTAMPTZ(3) NOT NULL,
  "times" INTEGER NOT NULL DEFAULT 1,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "audit_finding_pkey" PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "audit_finding_tenant_id_found_at_id_idx" ON "audit_finding" ("tenant_id", "found_at", "id");
CREATE UNIQUE INDEX "audit_finding_open" ON "audit_finding" ("tenant_id", "kind", "subject_id") WHERE "ended_at" IS NULL;

-- A step of a chain starts a playbook without a trigger.
ALTER TABLE "run" ALTER COLUMN "trigger_id" DROP NOT NULL, ADD COLUMN "dedup_key" TEXT;
CREATE UNIQUE INDEX "run_tenant_id_dedup_key_key" ON "run" ("tenant_id", "dedup_key");

SELECT lookup.protect_tenant_tables();
REVOKE UPDATE, DELETE ON "policy_version", "escalation_chain_version", "escalation_decision" FROM sre_app;
SELECT lookup.maintain_partitions(now());

-- Looking across tenants: runs and pages whose next step is due. `due` is null for the database's own time.
CREATE POLICY lookup ON "escalation_run" FOR SELECT TO sre_lookup USING (true);
CREATE POLICY lookup ON "page" FOR SELECT TO sre_lookup USING (true);
GRANT SELECT ("tenant_id", "id", "state", "next_at") ON "escalation_run", "page" TO sre_lookup;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;
SET ROLE sre_lookup;
CREATE FUNCTION lookup.escalations_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM escalation_run WHERE state = 'RUNNING' AND next_at <= coalesce(due, now()) ORDER BY next_at LIMIT most $$;
CREATE FUNCTION lookup.pages_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM page WHERE state = 'RUNNING' AND next_at <= coalesce(due, now()) ORDER BY next_at LIMIT most $$;
REVOKE EXECUTE ON FUNCTION lookup.escalations_due(timestamptz, int), lookup.pages_due(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup.escalations_due(timestamptz, int), lookup.pages_due(timestamptz, int) TO sre_app;
RESET ROLE;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
