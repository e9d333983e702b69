-- Scope: of what a team's role, or an API key, holds. Everything, what belongs to the teams of the person, or what bears certain labels.

CREATE TYPE "AccessScope" AS ENUM ('ALL', 'OWN_TEAM', 'LABELS');

ALTER TABLE team_role
  ADD COLUMN scope "AccessScope" NOT NULL DEFAULT 'ALL',
  ADD COLUMN scope_labels jsonb NOT NULL DEFAULT '[]',
  ADD CONSTRAINT team_role_scope_labels CHECK ((scope = 'LABELS') = (scope_labels <> '[]'));
-- A key has no team: one that acts for a person has the scope of that person.
ALTER TABLE api_key
  ADD COLUMN scope "AccessScope" NOT NULL DEFAULT 'ALL',
  ADD COLUMN scope_labels jsonb NOT NULL DEFAULT '[]',
  ADD CONSTRAINT api_key_scope_labels CHECK ((scope = 'LABELS') = (scope_labels <> '[]')),
  ADD CONSTRAINT api_key_scope CHECK (scope <> 'OWN_TEAM' AND (scope = 'ALL' OR person_id IS NULL));

-- `app.scope` narrows the reader as `app.viewer` names them (migration `private`): {"ids": [...], "labels": [{...}, ...]}, the union of what
-- belongs to these people and teams and of what bears all labels of one of these sets; or nothing, for everything. kit/tenant.ts sets it
-- with the viewer, in the same round trip.
CREATE FUNCTION scope() RETURNS jsonb LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('app.scope', true), '')::jsonb $$;

-- Whether anything is hidden from the reader at all. Asked once for each statement; where it says no, no row is looked at twice.
CREATE FUNCTION restricted() RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT coalesce(current_setting('app.viewer', true), '') <> '' OR coalesce(current_setting('app.scope', true), '') <> '' $$;

CREATE FUNCTION bears_scope(scope jsonb, labels jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE COST 10 SET search_path = public
  AS $$
  DECLARE
    wanted jsonb;
  BEGIN
    FOR wanted IN SELECT jsonb_array_elements(scope->'labels') LOOP
      IF labels @> wanted THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
  END $$;

CREATE FUNCTION in_scope(scope jsonb, incident uuid, assignee uuid, owner_team uuid, labels jsonb) RETURNS boolean LANGUAGE plpgsql STABLE COST 10
  SET search_path = public SET plan_cache_mode = force_generic_plan
  AS $$
  BEGIN
    IF bears_scope(scope, labels) OR coalesce(scope->'ids' ? owner_team::text, false) OR coalesce(scope->'ids' ? assignee::text, false) THEN
      RETURN true;
    END IF;
    RETURN scope->'ids' <> '[]' AND EXISTS (SELECT FROM incident_role r
      WHERE r.tenant_id = current_setting('app.tenant_id')::uuid AND r.incident_id = incident AND scope->'ids' ? r.person_id::text);
  END $$;

-- As before, but planned once in each connection instead of for every row: it is a look at a primary key.
CREATE OR REPLACE FUNCTION sees_incident(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE COST 10
  SET search_path = public SET plan_cache_mode = force_generic_plan
  AS $$
  BEGIN
    RETURN EXISTS (SELECT FROM incident WHERE tenant_id = current_setting('app.tenant_id')::uuid AND id = wanted);
  END $$;

-- Whether it would be seen if there were no scope: the rule for what is private, on its own. A function may not be created with a setting of
-- our own, so it is taken away and put back here.
CREATE FUNCTION sees_incident_in_any_scope(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE COST 10
  SET search_path = public
  AS $$
  DECLARE
    scope_before text := current_setting('app.scope');
    seen boolean;
  BEGIN
    PERFORM set_config('app.scope', '', true);
    seen := sees_incident(wanted);
    PERFORM set_config('app.scope', scope_before, true);
    RETURN seen;
  END $$;

-- An alert is in scope by its own labels or with its incident; one of a private incident is hidden with it all the same.
CREATE FUNCTION sees_alert(scope jsonb, incident uuid, labels jsonb) RETURNS boolean LANGUAGE plpgsql STABLE COST 10 SET search_path = public
  AS $$
  BEGIN
    IF scope IS NULL THEN RETURN incident IS NULL OR sees_incident(incident); END IF;
    IF bears_scope(scope, labels) THEN RETURN incident IS NULL OR sees_incident_in_any_scope(incident); END IF;
    RETURN incident IS NOT NULL AND sees_incident(incident);
  END $$;

DROP POLICY seen_by_viewer ON incident;
CREATE POLICY seen_by_viewer ON incident AS RESTRICTIVE FOR SELECT TO sre_app USING (
  (NOT private OR (SELECT viewer()) IS NULL OR has_part_in(id, assignee_id, owner_team_id))
  AND ((SELECT scope()) IS NULL OR in_scope((SELECT scope()), id, assignee_id, owner_team_id, labels)));
DROP POLICY seen_by_viewer ON alert;
CREATE POLICY seen_by_viewer ON alert AS RESTRICTIVE FOR SELECT TO sre_app
  USING (NOT (SELECT restricted()) OR sees_alert((SELECT scope()), incident_id, labels));
DO $$
DECLARE
  tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY[
    'timeline_entry', 'incident_alert', 'incident_task', 'incident_link', 'incident_resource', 'delivery', 'run', 'insight',
    'correlation_judgement', 'incident_attachment'
  ] LOOP
    EXECUTE format('DROP POLICY IF EXISTS seen_by_viewer ON %I', tbl);
    EXECUTE format(
      'CREATE POLICY seen_by_viewer ON %I AS RESTRICTIVE FOR SELECT TO sre_app USING (NOT (SELECT restricted()) OR sees_incident(incident_id))', tbl);
  END LOOP;
END $$;
DROP POLICY seen_by_viewer ON correlation;
CREATE POLICY seen_by_viewer ON correlation AS RESTRICTIVE FOR SELECT TO sre_app
  USING (NOT (SELECT restricted()) OR (sees_incident(older_id) AND sees_incident(younger_id)));
DROP POLICY seen_by_viewer ON correlation_decision;
CREATE POLICY seen_by_viewer ON correlation_decision AS RESTRICTIVE FOR SELECT TO sre_app
  USING (NOT (SELECT restricted()) OR (sees_incident(incident_id) AND sees_incident(other_id)));
-- A dropped alert belongs to nobody, so only its labels count. A replay tells of the alerts of all, so it is for those who see all.
CREATE POLICY seen_by_viewer ON dropped_alert AS RESTRICTIVE FOR SELECT TO sre_app
  USING ((SELECT scope()) IS NULL OR bears_scope((SELECT scope()), labels));
CREATE POLICY seen_by_viewer ON route_replay AS RESTRICTIVE FOR SELECT TO sre_app USING ((SELECT scope()) IS NULL);

CREATE OR REPLACE FUNCTION unseen_incidents(ids uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = public
  AS $$ SELECT id FROM unnest(ids) AS asked(id) WHERE (SELECT restricted()) AND NOT sees_incident(id) $$;
CREATE OR REPLACE FUNCTION unseen_alerts(ids uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = public
  AS $$ SELECT asked.id FROM unnest(ids) AS asked(id) WHERE (SELECT restricted())
    AND NOT EXISTS (SELECT FROM alert a WHERE a.tenant_id = (SELECT current_setting('app.tenant_id')::uuid) AND a.id = asked.id) $$;
-- What was done about an incident that is hidden: deliveries, runs and insights.
CREATE FUNCTION unseen_answers(ids uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = public
  AS $$ SELECT asked.id FROM unnest(ids) AS asked(id), (SELECT current_setting('app.tenant_id')::uuid AS id OFFSET 0) AS tenant
    WHERE (SELECT restricted())
      AND NOT EXISTS (SELECT FROM delivery d WHERE d.tenant_id = tenant.id AND d.id = asked.id)
      AND NOT EXISTS (SELECT FROM run r WHERE r.tenant_id = tenant.id AND r.id = asked.id)
      AND NOT EXISTS (SELECT FROM insight i WHERE i.tenant_id = tenant.id AND i.id = asked.id) $$;

DO $$
DECLARE
  fn text;
BEGIN
  FOREACH fn IN ARRAY ARRAY[
    'scope()', 'restricted()', 'bears_scope(jsonb, jsonb)', 'in_scope(jsonb, uuid, uuid, uuid, jsonb)', 'sees_incident_in_any_scope(uuid)',
    'sees_alert(jsonb, uuid, jsonb)', 'unseen_answers(uuid[])'
  ] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', fn);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO sre_app', fn);
  END LOOP;
END $$;
