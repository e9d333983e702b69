-- Which other incidents are about the same resources. The resources subgraph keeps the links; the database answers for it, as for people and teams: it
-- runs as its caller, so row-level security binds it. What more incidents have than anybody reads says nothing, so no more than `most` are told of each.
CREATE FUNCTION incidents_about_same(wanted uuid, most int) RETURNS TABLE (id uuid, kind text, name text, incident_ids uuid[])
  LANGUAGE sql STABLE SET search_path = public
  AS $$
    SELECT r.id, r.kind::text, r.name, ARRAY(
      SELECT o.incident_id FROM incident_resource o
      WHERE o.tenant_id = r.tenant_id AND o.resource_id = r.id AND o.incident_id <> wanted
      ORDER BY o.linked_at DESC LIMIT most)
    FROM incident_resource l JOIN resource r ON r.tenant_id = l.tenant_id AND r.id = l.resource_id
    WHERE l.tenant_id = (SELECT current_setting('app.tenant_id')::uuid) AND l.incident_id = wanted
    ORDER BY l.linked_at, r.id LIMIT 40 $$;
REVOKE EXECUTE ON FUNCTION incidents_about_same(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION incidents_about_same(uuid, int) TO sre_app;
