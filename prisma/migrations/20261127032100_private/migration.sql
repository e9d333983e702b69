-- Private incidents, seen by their owner team, by people with a part in them, and by those who may see everything private.
--
-- `app.viewer` names the reader: an array of the person's id and their teams' ids, or nothing for the platform itself and for whom nothing
-- is hidden. kit/tenant.ts sets it beside the tenant in every transaction that reads for a person, so lists, counts, search and loaders of
-- every subgraph are bound by it without knowing. What is costly stands in functions that are not inlined: they are planned when they are
-- called, which is never on the hot path, where nobody reads.
CREATE FUNCTION viewer() RETURNS uuid[] LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('app.viewer', true), '')::uuid[] $$;

CREATE FUNCTION has_part_in(incident uuid, assignee uuid, owner_team uuid) RETURNS boolean LANGUAGE plpgsql STABLE COST 10 SET search_path = public
  AS $$
  BEGIN
    RETURN coalesce(assignee = ANY (viewer()) OR owner_team = ANY (viewer()), false)
      OR EXISTS (SELECT FROM incident_role r
        WHERE r.tenant_id = current_setting('app.tenant_id')::uuid AND r.incident_id = incident AND r.person_id = ANY (viewer()));
  END $$;

CREATE FUNCTION sees_incident(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE COST 10 SET search_path = public
  AS $$
  BEGIN
    RETURN EXISTS (SELECT FROM incident WHERE tenant_id = current_setting('app.tenant_id')::uuid AND id = wanted);
  END $$;

CREATE POLICY seen_by_viewer ON incident AS RESTRICTIVE FOR SELECT TO sre_app
  USING (NOT private OR (SELECT viewer()) IS NULL OR has_part_in(id, assignee_id, owner_team_id));
CREATE POLICY seen_by_viewer ON alert AS RESTRICTIVE FOR SELECT TO sre_app
  USING ((SELECT viewer()) IS NULL OR incident_id IS NULL OR sees_incident(incident_id));
DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY[
    'timeline_entry', 'incident_alert', 'incident_task', 'incident_link', 'incident_resource', 'delivery', 'run', 'insight'
  ] LOOP
    EXECUTE format(
      'CREATE POLICY seen_by_viewer ON %I AS RESTRICTIVE FOR SELECT TO sre_app USING ((SELECT viewer()) IS NULL OR sees_incident(incident_id))', tbl);
  END LOOP;
END $$;

-- Lineage is kept outside row-level security's reach too (Neo4j): what it names is asked for here before it is shown.
CREATE FUNCTION unseen_incidents(ids uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = public
  AS $$ SELECT id FROM unnest(ids) AS asked(id) WHERE (SELECT viewer()) IS NOT NULL AND NOT sees_incident(id) $$;
CREATE FUNCTION unseen_alerts(ids uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = public
  AS $$ SELECT asked.id FROM unnest(ids) AS asked(id) WHERE (SELECT viewer()) IS NOT NULL
    AND NOT EXISTS (SELECT FROM alert a WHERE a.tenant_id = (SELECT current_setting('app.tenant_id')::uuid) AND a.id = asked.id) $$;

DO $$
DECLARE
  fn text;
BEGIN
  FOREACH fn IN ARRAY ARRAY[
    'viewer()', 'has_part_in(uuid, uuid, uuid)', 'sees_incident(uuid)', 'unseen_incidents(uuid[])', 'unseen_alerts(uuid[])'
  ] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', fn);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO sre_app', fn);
  END LOOP;
END $$;
