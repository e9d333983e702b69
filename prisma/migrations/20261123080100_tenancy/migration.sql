-- Tenancy has one lock, and it is here: row-level security, forced, for a role that neither owns the tables nor is a
-- superuser. Nothing in this file is known to Prisma's schema language.

-- Roles -------------------------------------------------------------------------------------------------------------
-- sre_app     what the platform's processes connect as; sees one tenant at a time.
-- sre_lookup  owns the few functions that look across tenants; may read only the columns granted below, and cannot log in.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sre_app') THEN CREATE ROLE sre_app NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sre_lookup') THEN CREATE ROLE sre_lookup NOLOGIN; END IF;
  IF NOT pg_has_role(current_user, 'sre_lookup', 'SET') THEN
    EXECUTE format('GRANT sre_lookup TO %I WITH INHERIT FALSE, SET TRUE', current_user);
  END IF;
END $$;

CREATE SCHEMA partitions;
CREATE SCHEMA lookup;
GRANT USAGE ON SCHEMA public, lookup TO sre_app;
GRANT USAGE ON SCHEMA public TO sre_lookup;
GRANT USAGE, CREATE ON SCHEMA lookup TO sre_lookup;

-- The lock ----------------------------------------------------------------------------------------------------------
-- Run at the end of every migration that adds a table. A table with a tenant_id is closed to all but its tenant.
CREATE FUNCTION lookup.protect_tenant_tables() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  tbl text;
  own text := 'tenant_id = (SELECT current_setting(''app.tenant_id'')::uuid)';
BEGIN
  FOR tbl IN
    SELECT c.relname FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT c.relrowsecurity
      AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY own_tenant ON %I TO sre_app USING (%s) WITH CHECK (%s)', tbl, own, own);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO sre_app', tbl);
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION lookup.protect_tenant_tables() FROM PUBLIC;

SELECT lookup.protect_tenant_tables();

ALTER TABLE tenant ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON tenant TO sre_app
  USING (id = (SELECT current_setting('app.tenant_id')::uuid)) WITH CHECK (id = (SELECT current_setting('app.tenant_id')::uuid));
GRANT SELECT, INSERT, UPDATE ON tenant TO sre_app;

-- What is a record of the past can be added to and read, not changed.
REVOKE UPDATE, DELETE ON audit_entry, alert_event, payload, delivery_attempt, trigger_decision, run_output, timeline_entry FROM sre_app;

-- One open incident per group: the race between two processes ends here.
CREATE UNIQUE INDEX incident_one_open_per_group ON incident (tenant_id, group_key) WHERE status <> 'RESOLVED';
-- Firing alerts of an incident, and incidents that wait for their announcement.
CREATE INDEX alert_firing_of_incident ON alert (tenant_id, incident_id) WHERE status = 'FIRING';
CREATE INDEX incident_to_flush ON incident (flush_at) WHERE flushed_at IS NULL AND status <> 'RESOLVED';

-- Looking across tenants ----------------------------------------------------------------------------------------------
-- Each gives back (tenant, id) pairs and little else; the work itself then runs inside the tenant.
DO $$
DECLARE tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['tenant', 'integration', 'api_key', 'connection', 'person_identity', 'incident', 'delivery', 'run', 'lineage_clock', 'lineage_projection'] LOOP
    EXECUTE format('CREATE POLICY lookup ON %I FOR SELECT TO sre_lookup USING (true)', tbl);
  END LOOP;
END $$;
GRANT SELECT (id, slug, retention_days) ON tenant TO sre_lookup;
GRANT SELECT (tenant_id, id, token_hash) ON integration TO sre_lookup;
GRANT SELECT (tenant_id, id, key_hash) ON api_key TO sre_lookup;
GRANT SELECT (tenant_id, id, secret_hash) ON connection TO sre_lookup;
GRANT SELECT (tenant_id, issuer, subject, person_id) ON person_identity TO sre_lookup;
GRANT SELECT (tenant_id, id, status, flush_at, flushed_at) ON incident TO sre_lookup;
GRANT SELECT (tenant_id, id, status, next_at, lease_until) ON delivery, run TO sre_lookup;
GRANT SELECT (tenant_id, change) ON lineage_clock TO sre_lookup;
GRANT SELECT (tenant_id, reached) ON lineage_projection TO sre_lookup;

CREATE FUNCTION lookup.integration_by_token(hash text) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM integration WHERE token_hash = hash $$;

CREATE FUNCTION lookup.api_key_by_hash(hash text) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM api_key WHERE key_hash = hash $$;

CREATE FUNCTION lookup.connection_by_secret(hash text) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM connection WHERE secret_hash = hash $$;

-- One person may be known to several tenants; the caller says which one they mean when there is more than one.
CREATE FUNCTION lookup.people_by_identity(wanted_issuer text, wanted_subject text) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, person_id FROM person_identity WHERE issuer = wanted_issuer AND subject = wanted_subject $$;

CREATE FUNCTION lookup.tenant_by_slug(wanted text) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT id, id FROM tenant WHERE slug = wanted $$;

CREATE FUNCTION lookup.tenants() RETURNS TABLE (tenant_id uuid, retention_days int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT id, retention_days FROM tenant $$;

-- Incidents whose group_wait is over and that nobody has announced: what a lost job left behind.
CREATE FUNCTION lookup.incidents_to_flush(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM incident WHERE flushed_at IS NULL AND status <> 'RESOLVED' AND flush_at <= due ORDER BY flush_at LIMIT most $$;

-- Deliveries and runs that are due, or whose worker's lease ran out.
CREATE FUNCTION lookup.deliveries_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM delivery WHERE status IN ('PENDING', 'SENDING') AND next_at <= due AND (lease_until IS NULL OR lease_until <= due) ORDER BY next_at LIMIT most $$;

CREATE FUNCTION lookup.runs_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM run WHERE status IN ('QUEUED', 'RUNNING') AND next_at <= due AND (lease_until IS NULL OR lease_until <= due) ORDER BY next_at LIMIT most $$;

-- Tenants whose lineage has changes that the Neo4j projection has not.
CREATE FUNCTION lookup.lineage_behind() RETURNS TABLE (tenant_id uuid, behind bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT c.tenant_id, c.change - coalesce(p.reached, 0) FROM lineage_clock c LEFT JOIN lineage_projection p USING (tenant_id) WHERE c.change > coalesce(p.reached, 0) $$;

-- How far the projection of each tenant has come, to be held against what Neo4j itself says.
CREATE FUNCTION lookup.lineage_projections() RETURNS TABLE (tenant_id uuid, reached bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, reached FROM lineage_projection $$;

DO $$
DECLARE fn regprocedure;
BEGIN
  FOR fn IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'lookup'::regnamespace AND prosecdef LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', fn);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO sre_app', fn);
    EXECUTE format('ALTER FUNCTION %s OWNER TO sre_lookup', fn);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
-- maintain_partitions below runs as the owner of the tables and asks for the tenants' retention.
DO $$
DECLARE owner text := current_user;
BEGIN
  SET LOCAL ROLE sre_lookup;
  EXECUTE format('GRANT EXECUTE ON FUNCTION lookup.tenants() TO %I', owner);
  RESET ROLE;
END $$;

-- Retention -----------------------------------------------------------------------------------------------------------
-- Makes the weekly partitions from the present week on, and lets go of what is past retention: a partition that is too old
-- for every tenant is detached and dropped whole; in younger ones the rows of tenants with a shorter retention go in one statement a
-- partition. A default partition takes rows outside every week, so that nothing is refused; they move when their week is made.
CREATE FUNCTION lookup.maintain_partitions(present timestamptz, weeks_ahead int DEFAULT 8) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  parent text;
  part text;
  starts timestamptz;
  longest int := (SELECT coalesce(max(retention_days), 400) FROM lookup.tenants());
  old record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('sre.maintain_partitions'));
  FOREACH parent IN ARRAY ARRAY['audit_entry', 'alert_event', 'payload', 'delivery_attempt', 'trigger_decision', 'run_output'] LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS partitions.%I PARTITION OF %I DEFAULT', parent || '_default', parent);
    FOR week IN 0..weeks_ahead LOOP
      starts := date_trunc('week', present AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + week * interval '7 days';
      part := parent || to_char(starts AT TIME ZONE 'UTC', '_YYYYMMDD');
      CONTINUE WHEN to_regclass('partitions.' || quote_ident(part)) IS NOT NULL;
      EXECUTE format('CREATE TABLE partitions.%I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part, parent);
      EXECUTE format('WITH moved AS (DELETE FROM partitions.%I WHERE at >= %L AND at < %L RETURNING *) INSERT INTO partitions.%I SELECT * FROM moved',
        parent || '_default', starts, starts + interval '7 days', part);
      EXECUTE format('ALTER TABLE %I ATTACH PARTITION partitions.%I FOR VALUES FROM (%L) TO (%L)', parent, part, starts, starts + interval '7 days');
    END LOOP;

    FOR old IN
      SELECT c.relname, to_date(right(c.relname, 8), 'YYYYMMDD')::timestamp AT TIME ZONE 'UTC' + interval '7 days' AS ends
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = parent::regclass AND c.relname ~ '_[0-9]{8}$'
    LOOP
      IF old.ends < present - longest * interval '1 day' THEN
        EXECUTE format('ALTER TABLE %I DETACH PARTITION partitions.%I', parent, old.relname);
        EXECUTE format('DROP TABLE partitions.%I', old.relname);
      ELSE
        EXECUTE format('DELETE FROM partitions.%I WHERE tenant_id IN (SELECT tenant_id FROM lookup.tenants() WHERE %L < %L::timestamptz - retention_days * interval ''1 day'')', old.relname, old.ends, present);
      END IF;
    END LOOP;
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION lookup.maintain_partitions(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup.maintain_partitions(timestamptz, int) TO sre_app;

SELECT lookup.maintain_partitions(now());
