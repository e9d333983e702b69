-- What a person does to an incident: it sleeps, is merged, has an assignee, roles, tasks, links, files and relations.
ALTER TYPE "IncidentStatus" ADD VALUE 'MERGED';
CREATE TYPE "IncidentTaskState" AS ENUM ('OPEN', 'DONE', 'DROPPED');
CREATE TYPE "IncidentRelationKind" AS ENUM ('RELATED', 'CAUSES', 'DUPLICATES');

ALTER TABLE "incident"
  ADD COLUMN "opened_by_id" UUID,
  ADD COLUMN "acknowledged_until" TIMESTAMPTZ(3),
  ADD COLUMN "snoozed_until" TIMESTAMPTZ(3),
  ADD COLUMN "snoozed_by_id" UUID,
  ADD COLUMN "merged_into_id" UUID,
  ADD COLUMN "merged_at" TIMESTAMPTZ(3),
  ADD COLUMN "assignee_id" UUID,
  ADD COLUMN "private" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "title_pinned" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "severity_pinned" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "incident_merge" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "source_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,
    "source_status" "IncidentStatus" NOT NULL,
    "alert_ids" UUID[],
    "undone_at" TIMESTAMPTZ(3),
    "undone_by_id" UUID,

    CONSTRAINT "incident_merge_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "incident_role" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "incident_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_role_pkey" PRIMARY KEY ("tenant_id","incident_id","name")
);

CREATE TABLE "incident_task" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "incident_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "owner_id" UUID,
    "state" "IncidentTaskState" NOT NULL DEFAULT 'OPEN',
    "due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "state_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_task_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "incident_link" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "incident_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,

    CONSTRAINT "incident_link_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "incident_relation" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "kind" "IncidentRelationKind" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,

    CONSTRAINT "incident_relation_pkey" PRIMARY KEY ("tenant_id","from_id","to_id")
);

CREATE INDEX "incident_tenant_id_merged_into_id_idx" ON "incident"("tenant_id", "merged_into_id");
CREATE INDEX "incident_merge_tenant_id_source_id_at_idx" ON "incident_merge"("tenant_id", "source_id", "at" DESC);
CREATE INDEX "incident_merge_tenant_id_target_id_idx" ON "incident_merge"("tenant_id", "target_id");
CREATE INDEX "incident_role_tenant_id_person_id_idx" ON "incident_role"("tenant_id", "person_id");
CREATE INDEX "incident_task_tenant_id_incident_id_created_at_id_idx" ON "incident_task"("tenant_id", "incident_id", "created_at", "id");
CREATE INDEX "incident_link_tenant_id_incident_id_created_at_id_idx" ON "incident_link"("tenant_id", "incident_id", "created_at", "id");
CREATE INDEX "incident_relation_tenant_id_to_id_idx" ON "incident_relation"("tenant_id", "to_id");
ALTER TABLE "incident" ADD CONSTRAINT "incident_tenant_id_merged_into_id_fkey" FOREIGN KEY ("tenant_id", "merged_into_id") REFERENCES "incident"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "incident_merge" ADD CONSTRAINT "incident_merge_tenant_id_source_id_fkey" FOREIGN KEY ("tenant_id", "source_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "incident_merge" ADD CONSTRAINT "incident_merge_tenant_id_target_id_fkey" FOREIGN KEY ("tenant_id", "target_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "incident_role" ADD CONSTRAINT "incident_role_tenant_id_incident_id_fkey" FOREIGN KEY ("tenant_id", "incident_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "incident_task" ADD CONSTRAINT "incident_task_tenant_id_incident_id_fkey" FOREIGN KEY ("tenant_id", "incident_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "incident_link" ADD CONSTRAINT "incident_link_tenant_id_incident_id_fkey" FOREIGN KEY ("tenant_id", "incident_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "incident_relation" ADD CONSTRAINT "incident_relation_tenant_id_from_id_fkey" FOREIGN KEY ("tenant_id", "from_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "incident_relation" ADD CONSTRAINT "incident_relation_tenant_id_to_id_fkey" FOREIGN KEY ("tenant_id", "to_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT lookup.protect_tenant_tables();
REVOKE DELETE ON incident_merge, incident_task FROM sre_app;

-- What is open is now said by what it is, not by what it is not: a merged incident is closed as well. (A value that was just added to an
-- enum cannot be used in the transaction that adds it; these two can.)
DROP INDEX incident_one_open_per_group;
CREATE UNIQUE INDEX incident_one_open_per_group ON incident (tenant_id, group_key) WHERE status IN ('TRIGGERED', 'ACKNOWLEDGED');
DROP INDEX incident_to_flush;
CREATE INDEX incident_to_flush ON incident (flush_at) WHERE flushed_at IS NULL AND status IN ('TRIGGERED', 'ACKNOWLEDGED');
-- Acknowledgements that lapse and sleepers that wake.
CREATE INDEX incident_to_wake ON incident ((least(acknowledged_until, snoozed_until)))
  WHERE status IN ('TRIGGERED', 'ACKNOWLEDGED') AND least(acknowledged_until, snoozed_until) IS NOT NULL;

-- People and teams are identity's; these say which of some ids the tenant knows, so that nobody is assigned who is not there. They run as
-- their caller, so row-level security binds them.
CREATE FUNCTION known_people(ids uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = public
  AS $$ SELECT id FROM person WHERE tenant_id = (SELECT current_setting('app.tenant_id')::uuid) AND id = ANY(ids) $$;
CREATE FUNCTION known_teams(ids uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = public
  AS $$ SELECT id FROM team WHERE tenant_id = (SELECT current_setting('app.tenant_id')::uuid) AND id = ANY(ids) $$;
REVOKE EXECUTE ON FUNCTION known_people(uuid[]), known_teams(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION known_people(uuid[]), known_teams(uuid[]) TO sre_app;

-- Looking across tenants: the two sweeps.
GRANT SELECT (acknowledged_until, snoozed_until) ON incident TO sre_lookup;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;
SET ROLE sre_lookup;
-- One that sleeps is announced when it wakes.
CREATE OR REPLACE FUNCTION lookup.incidents_to_flush(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM incident
    WHERE flushed_at IS NULL AND status IN ('TRIGGERED', 'ACKNOWLEDGED') AND flush_at <= due AND snoozed_until IS NULL
    ORDER BY flush_at LIMIT most $$;
CREATE FUNCTION lookup.incidents_to_wake(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM incident
    WHERE status IN ('TRIGGERED', 'ACKNOWLEDGED') AND least(acknowledged_until, snoozed_until) <= due
    ORDER BY least(acknowledged_until, snoozed_until) LIMIT most $$;
REVOKE EXECUTE ON FUNCTION lookup.incidents_to_wake(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup.incidents_to_wake(timestamptz, int) TO sre_app;
RESET ROLE;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
