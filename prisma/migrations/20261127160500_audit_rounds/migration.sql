-- When the auditor last went through a tenant, and what metrics tell of it; and the steps that will be due in a moment, so that each can be done in time.
CREATE TABLE audit_round (
  tenant_id uuid NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  at timestamptz(3) NOT NULL,
  CONSTRAINT audit_round_pkey PRIMARY KEY (tenant_id),
  CONSTRAINT audit_round_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant (id) ON DELETE CASCADE ON UPDATE CASCADE
);

SELECT lookup.protect_tenant_tables();

CREATE POLICY lookup ON audit_round FOR SELECT TO sre_lookup USING (true);
CREATE POLICY lookup ON audit_finding FOR SELECT TO sre_lookup USING (true);
GRANT SELECT (tenant_id, at) ON audit_round TO sre_lookup;
GRANT SELECT (tenant_id, kind, repair, ended_at) ON audit_finding TO sre_lookup;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;
SET ROLE sre_lookup;
-- Over all tenants together: numbers only. `oldest_round` is that of the tenant that has waited longest.
CREATE FUNCTION lookup.audit_state() RETURNS TABLE (kind text, found bigint, still_open bigint, repaired bigint, oldest_round timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT f.kind, count(*), count(*) FILTER (WHERE f.ended_at IS NULL), count(*) FILTER (WHERE f.ended_at IS NOT NULL AND f.repair <> 'none'), NULL::timestamptz
    FROM audit_finding f GROUP BY f.kind
    UNION ALL SELECT NULL, 0, 0, 0, min(r.at) FROM audit_round r
  $$;
-- Runs and pages that are due within so many ms of `due`, which is null for the database's own time, and in how many.
CREATE FUNCTION lookup.steps_soon(due timestamptz, ahead_ms int, most int) RETURNS TABLE (kind text, tenant_id uuid, id uuid, in_ms double precision)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    WITH present AS (SELECT coalesce(due, clock_timestamp()) AS at),
    runs AS (
      SELECT 'run', r.tenant_id, r.id, r.next_at FROM escalation_run r, present
      WHERE r.state = 'RUNNING' AND r.next_at > present.at AND r.next_at <= present.at + ahead_ms * interval '1 millisecond' ORDER BY r.next_at LIMIT most
    ),
    pages AS (
      SELECT 'page', p.tenant_id, p.id, p.next_at FROM page p, present
      WHERE p.state = 'RUNNING' AND p.next_at > present.at AND p.next_at <= present.at + ahead_ms * interval '1 millisecond' ORDER BY p.next_at LIMIT most
    )
    SELECT soon.kind, soon.tenant_id, soon.id, extract(epoch FROM soon.next_at - present.at) * 1000
    FROM (SELECT * FROM runs UNION ALL SELECT * FROM pages) AS soon(kind, tenant_id, id, next_at), present
  $$;
REVOKE EXECUTE ON FUNCTION lookup.audit_state(), lookup.steps_soon(timestamptz, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup.audit_state(), lookup.steps_soon(timestamptz, int, int) TO sre_app;
RESET ROLE;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
