-- One look at an incident is pending at a time, however often its lineage grows meanwhile.
CREATE TABLE "incident_look" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "incident_id" UUID NOT NULL,
  "next_at" TIMESTAMPTZ(3),
  "asked" INTEGER NOT NULL,
  "begun" INTEGER NOT NULL DEFAULT 0,
  "concluded" INTEGER NOT NULL DEFAULT 0,
  "rest_until" TIMESTAMPTZ(3),
  "unsettled_since" TIMESTAMPTZ(3),
  CONSTRAINT "incident_look_pkey" PRIMARY KEY ("tenant_id", "incident_id")
);
CREATE INDEX "incident_look_due" ON "incident_look" ("next_at") WHERE "next_at" IS NOT NULL;

SELECT lookup.protect_tenant_tables();

CREATE POLICY lookup ON incident_look FOR SELECT TO sre_lookup USING (true);
GRANT SELECT (tenant_id, incident_id, next_at) ON incident_look TO sre_lookup;

-- Incidents that are due to be looked at: what a lost job left behind.
GRANT CREATE ON SCHEMA lookup TO sre_lookup;
CREATE FUNCTION lookup.looks_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, incident_id FROM incident_look WHERE next_at <= due ORDER BY next_at LIMIT most $$;
REVOKE EXECUTE ON FUNCTION lookup.looks_due(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup.looks_due(timestamptz, int) TO sre_app;
ALTER FUNCTION lookup.looks_due(timestamptz, int) OWNER TO sre_lookup;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
