-- Handling many incidents at once: bulk actions with their progress, saved views, and the deadlines of an SLA.
CREATE TYPE "BulkState" AS ENUM ('RUNNING', 'DONE', 'CANCELLED');
CREATE TYPE "BulkOutcome" AS ENUM ('DONE', 'SKIPPED', 'FAILED');
CREATE TYPE "ViewList" AS ENUM ('INCIDENTS', 'ALERTS');
CREATE TYPE "DeadlineKind" AS ENUM ('ACKNOWLEDGE', 'RESOLVE');

CREATE TABLE "bulk_action" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "verb" TEXT NOT NULL,
    "arguments" JSONB NOT NULL,
    "state" "BulkState" NOT NULL DEFAULT 'RUNNING',
    "requested_by_id" UUID,
    "caller" JSONB NOT NULL,
    "total" INTEGER NOT NULL,
    "undo_of_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_action_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE TABLE "bulk_item" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "bulk_action_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "attempted_at" TIMESTAMPTZ(3),
    "outcome" "BulkOutcome",
    "reason" TEXT,

    CONSTRAINT "bulk_item_pkey" PRIMARY KEY ("tenant_id","bulk_action_id","incident_id")
);
CREATE INDEX "bulk_action_tenant_id_created_at_id_idx" ON "bulk_action"("tenant_id", "created_at" DESC, "id" DESC);
CREATE UNIQUE INDEX "bulk_action_tenant_id_undo_of_id_key" ON "bulk_action"("tenant_id", "undo_of_id");
CREATE INDEX bulk_item_waiting ON bulk_item (tenant_id, bulk_action_id, incident_id) WHERE outcome IS NULL;
CREATE INDEX bulk_action_running ON bulk_action (lease_until) WHERE state = 'RUNNING';

CREATE TABLE "saved_view" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "list" "ViewList" NOT NULL,
    "name" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "team_id" UUID,
    "settings" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE TABLE "default_view" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "person_id" UUID NOT NULL,
    "list" "ViewList" NOT NULL,
    "view_id" UUID NOT NULL,

    CONSTRAINT "default_view_pkey" PRIMARY KEY ("tenant_id","person_id","list")
);
CREATE UNIQUE INDEX "saved_view_tenant_id_owner_id_list_name_key" ON "saved_view"("tenant_id", "owner_id", "list", "name");

CREATE TABLE "deadline" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "incident_id" UUID NOT NULL,
    "kind" "DeadlineKind" NOT NULL,
    "target_minutes" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "met_at" TIMESTAMPTZ(3),
    "breached_at" TIMESTAMPTZ(3),

    CONSTRAINT "deadline_pkey" PRIMARY KEY ("tenant_id","incident_id","kind")
);
CREATE INDEX deadline_to_watch ON deadline (due_at) WHERE met_at IS NULL AND breached_at IS NULL AND paused_at IS NULL;

CREATE TABLE "service_hours" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "team_id" UUID NOT NULL,
    "time_zone" TEXT NOT NULL,
    "weekdays" INTEGER[],
    "from_minute" INTEGER NOT NULL,
    "to_minute" INTEGER NOT NULL,

    CONSTRAINT "service_hours_pkey" PRIMARY KEY ("tenant_id","team_id")
);

ALTER TABLE "bulk_action" ADD CONSTRAINT "bulk_action_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "bulk_action" ADD CONSTRAINT "bulk_action_tenant_id_undo_of_id_fkey" FOREIGN KEY ("tenant_id", "undo_of_id") REFERENCES "bulk_action"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_tenant_id_bulk_action_id_fkey" FOREIGN KEY ("tenant_id", "bulk_action_id") REFERENCES "bulk_action"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_tenant_id_incident_id_fkey" FOREIGN KEY ("tenant_id", "incident_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "default_view" ADD CONSTRAINT "default_view_tenant_id_view_id_fkey" FOREIGN KEY ("tenant_id", "view_id") REFERENCES "saved_view"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "deadline" ADD CONSTRAINT "deadline_tenant_id_incident_id_fkey" FOREIGN KEY ("tenant_id", "incident_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "service_hours" ADD CONSTRAINT "service_hours_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The question of a person, better: of `service-1234` only the end may be unfinished. A beginning that half of all rows share (`service…`) costs an
-- index more than the rest of the question together, and nobody means `services-1234`.
CREATE OR REPLACE FUNCTION search_query(text text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = public, pg_catalog
  AS $$
    SELECT coalesce(string_agg(
      CASE
        WHEN cjk AND length(piece) > 1 THEN (SELECT string_agg('''' || substr(piece, place, 2) || '''', ' & ') FROM generate_series(1, length(piece) - 1) AS place)
        WHEN cjk OR lower(word) LIKE '%' || piece THEN '''' || piece || ''':*'
        ELSE '''' || piece || ''''
      END, ' & '), '')::tsquery
    FROM regexp_split_to_table(left(text, 1000), '\s+') AS word, search_pieces(word)
  $$;

SELECT lookup.protect_tenant_tables();

-- Bulk actions whose worker is gone, and deadlines that have passed, in every tenant.
CREATE POLICY lookup ON bulk_action FOR SELECT TO sre_lookup USING (true);
CREATE POLICY lookup ON deadline FOR SELECT TO sre_lookup USING (true);
GRANT SELECT (tenant_id, id, state, lease_until) ON bulk_action TO sre_lookup;
GRANT SELECT (tenant_id, incident_id, due_at, paused_at, met_at, breached_at) ON deadline TO sre_lookup;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;

CREATE FUNCTION lookup.bulk_actions_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM bulk_action WHERE state = 'RUNNING' AND lease_until <= due ORDER BY lease_until LIMIT most $$;

CREATE FUNCTION lookup.deadlines_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT tenant_id, incident_id FROM deadline
    WHERE met_at IS NULL AND breached_at IS NULL AND paused_at IS NULL AND due_at <= due ORDER BY due_at LIMIT most
  $$;

DO $$
DECLARE fn regprocedure;
BEGIN
  FOREACH fn IN ARRAY ARRAY['lookup.bulk_actions_due(timestamptz, int)', 'lookup.deadlines_due(timestamptz, int)']::regprocedure[] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', fn);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO sre_app', fn);
    EXECUTE format('ALTER FUNCTION %s OWNER TO sre_lookup', fn);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
