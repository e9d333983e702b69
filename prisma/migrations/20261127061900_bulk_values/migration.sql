-- Verbs that set a value are done to many incidents and taken back: what each incident alone is given, and what puts it back.
ALTER TABLE "bulk_item" ADD COLUMN "given" JSONB, ADD COLUMN "before" JSONB;

-- Resources that an incident is opened on by hand, checked like people and teams: it runs as its caller, so row-level security binds it.
CREATE FUNCTION known_resources(ids uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = public
  AS $$ SELECT id FROM resource WHERE tenant_id = (SELECT current_setting('app.tenant_id')::uuid) AND id = ANY(ids) $$;
REVOKE EXECUTE ON FUNCTION known_resources(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION known_resources(uuid[]) TO sre_app;
