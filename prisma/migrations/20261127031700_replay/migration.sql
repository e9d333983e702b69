-- A draft of the tree of routes can be tried on the alert events of the past.
CREATE TYPE "ReplayState" AS ENUM ('RUNNING', 'DONE', 'CANCELLED', 'FAILED');

CREATE TABLE "route_replay" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "state" "ReplayState" NOT NULL DEFAULT 'RUNNING',
  "requested_by_id" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "finished_at" TIMESTAMPTZ(3),
  "draft" JSONB NOT NULL,
  "live" JSONB NOT NULL,
  "from" TIMESTAMPTZ(3) NOT NULL,
  "to" TIMESTAMPTZ(3) NOT NULL,
  "replayed" INTEGER NOT NULL DEFAULT 0,
  "total" INTEGER NOT NULL,
  "result" JSONB,
  "lease_until" TIMESTAMPTZ(3),
  CONSTRAINT "route_replay_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "route_replay_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX route_replay_running ON route_replay (lease_until) WHERE state = 'RUNNING';

SELECT lookup.protect_tenant_tables();

-- Replays whose worker died, or whose job was lost.
GRANT CREATE ON SCHEMA lookup TO sre_lookup;
CREATE POLICY lookup ON route_replay FOR SELECT TO sre_lookup USING (true);
GRANT SELECT (tenant_id, id, state, lease_until) ON route_replay TO sre_lookup;
CREATE FUNCTION lookup.route_replays_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM route_replay WHERE state = 'RUNNING' AND lease_until <= due ORDER BY lease_until LIMIT most $$;
REVOKE EXECUTE ON FUNCTION lookup.route_replays_due(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup.route_replays_due(timestamptz, int) TO sre_app;
ALTER FUNCTION lookup.route_replays_due(timestamptz, int) OWNER TO sre_lookup;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
