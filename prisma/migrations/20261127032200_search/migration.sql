-- Full-text search over alerts and incidents, Chinese included, and label conditions by index.
--
-- Why not an index on the tables themselves: row-level security lets no condition that could leak a row (ILIKE, @@, @>) choose the rows before
-- the tenant's own condition has, so such an index is never used. And an alert's row is written anew at every repeat, which an inverted
-- index pays for each time. So the words stand in tables of their own, and two functions that bind themselves to the tenant read them.
CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE TABLE "alert_search" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "alert_id" UUID NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "alert_search_pkey" PRIMARY KEY ("tenant_id","alert_id")
);
CREATE TABLE "incident_search" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "incident_id" UUID NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "incident_search_pkey" PRIMARY KEY ("tenant_id","incident_id")
);
ALTER TABLE "alert_search" ADD CONSTRAINT "alert_search_tenant_id_alert_id_fkey" FOREIGN KEY ("tenant_id", "alert_id") REFERENCES "alert"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "incident_search" ADD CONSTRAINT "incident_search_tenant_id_incident_id_fkey" FOREIGN KEY ("tenant_id", "incident_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX alert_search_words ON alert_search USING GIN (tenant_id, words);
CREATE INDEX incident_search_words ON incident_search USING GIN (tenant_id, words);

-- The default list of every page: what is open, newest first.
CREATE INDEX incident_open ON incident (tenant_id, opened_at DESC, id DESC) WHERE status <> 'RESOLVED';

-- A text as pieces: lower case, parted at ASCII punctuation and white space, and where Chinese, Japanese or Korean letters begin and end. One
-- function of our own rather than the default parser, whose idea of hosts, numbers and file names depends on what stands around them,
-- and whose idea of a letter depends on the locale of the database.
CREATE FUNCTION search_pieces(text text) RETURNS TABLE (piece text, cjk boolean) LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = pg_catalog
  AS $$
    SELECT DISTINCT left(piece, 100), piece ~ '^[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]'
    FROM regexp_split_to_table(
      regexp_replace(lower(left(text, 200000)), '([\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff]+)', ' \1 ', 'g'),
      '[\x01-\x2f:-@\[-`{-\x7f\u3000-\u303f\uff00-\uffef]+'
    ) AS piece
    WHERE piece <> ''
  $$;

-- What a text can be found by: its words, the parts of its camelCase words, and each pair of neighbours in a run of Chinese; and exactly
-- one lexeme `name=value` for each label, which no word can be mistaken for.
CREATE FUNCTION search_words(text text, labels jsonb DEFAULT '{}') RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = public, pg_catalog
  AS $$
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT word)), '')
    FROM (
      SELECT CASE WHEN cjk THEN substr(piece, place, 2) ELSE piece END AS word
      FROM search_pieces(text || ' ' || regexp_replace(text, '([a-z0-9])([A-Z])', '\1 \2', 'g')),
        LATERAL generate_series(1, CASE WHEN cjk THEN length(piece) ELSE 1 END) AS place
      UNION ALL
      SELECT left(key || '=' || value, 500) FROM jsonb_each_text(labels)
    ) AS words
    WHERE word <> ''
  $$;

-- The question of a person: every piece must be there, a word by how it begins, a run of Chinese by all its pairs.
CREATE FUNCTION search_query(text text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = public, pg_catalog
  AS $$
    SELECT coalesce(string_agg(
      CASE WHEN cjk AND length(piece) > 1
        THEN (SELECT string_agg('''' || substr(piece, place, 2) || '''', ' & ') FROM generate_series(1, length(piece) - 1) AS place)
        ELSE '''' || piece || ''':*' END, ' & '), '')::tsquery
    FROM search_pieces(text)
  $$;

CREATE FUNCTION alert_words(name text, labels jsonb, annotations jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = public, pg_catalog
  AS $$ SELECT search_words(name || ' ' || labels::text || ' ' || (SELECT coalesce(string_agg(value, ' '), '') FROM jsonb_each_text(annotations)), labels) $$;

-- Writes the words of these alerts, after ingest: a second of delay for a search is better than a slower intake for everybody.
CREATE FUNCTION index_alerts(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO alert_search AS s (alert_id, words)
  SELECT id, alert_words(name, labels, annotations) FROM alert WHERE id = ANY(ids) ORDER BY id
  ON CONFLICT (tenant_id, alert_id) DO UPDATE SET words = EXCLUDED.words WHERE s.words <> EXCLUDED.words
$$;

-- Writes the words of these incidents: title, labels, everything people wrote, and what its first alerts say of themselves.
CREATE FUNCTION index_incidents(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO incident_search AS s (incident_id, words)
  SELECT i.id, search_words(i.title || ' ' || i.labels::text || ' ' || coalesce(n.notes, '') || ' ' || coalesce(a.sentences, ''), i.labels)
  FROM incident i
  CROSS JOIN LATERAL (SELECT string_agg(text, ' ') AS notes FROM timeline_entry t WHERE t.tenant_id = i.tenant_id AND t.incident_id = i.id AND text IS NOT NULL) n
  CROSS JOIN LATERAL (
    SELECT string_agg(said.value, ' ') AS sentences
    FROM (
      SELECT m.alert_id FROM incident_alert m WHERE m.tenant_id = i.tenant_id AND m.incident_id = i.id ORDER BY m.joined_at, m.alert_id LIMIT 20
    ) m
    JOIN alert a ON a.tenant_id = i.tenant_id AND a.id = m.alert_id
    CROSS JOIN LATERAL jsonb_each_text(a.annotations) AS said
  ) a
  WHERE i.id = ANY(ids) ORDER BY i.id
  ON CONFLICT (tenant_id, incident_id) DO UPDATE SET words = EXCLUDED.words WHERE s.words <> EXCLUDED.words
$$;

-- Incidents are few, and many verbs change what they say of themselves: their words follow by trigger, in the same transaction.
CREATE FUNCTION index_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_incidents(ARRAY[NEW.id]);
  RETURN NULL;
END $$;
CREATE FUNCTION index_incident_of_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_incidents(ARRAY[NEW.incident_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER incident_opened AFTER INSERT ON incident FOR EACH ROW EXECUTE FUNCTION index_incident();
CREATE TRIGGER incident_reworded AFTER UPDATE OF title, labels ON incident FOR EACH ROW
  WHEN (OLD.title <> NEW.title OR OLD.labels <> NEW.labels) EXECUTE FUNCTION index_incident();
CREATE TRIGGER timeline_noted AFTER INSERT ON timeline_entry FOR EACH ROW WHEN (NEW.text IS NOT NULL) EXECUTE FUNCTION index_incident_of_entry();

-- What is there already.
INSERT INTO alert_search (tenant_id, alert_id, words) SELECT tenant_id, id, alert_words(name, labels, annotations) FROM alert;
INSERT INTO incident_search (tenant_id, incident_id, words)
SELECT i.tenant_id, i.id, search_words(i.title || ' ' || i.labels::text || ' ' ||
  coalesce((SELECT string_agg(text, ' ') FROM timeline_entry t WHERE t.tenant_id = i.tenant_id AND t.incident_id = i.id), ''), i.labels)
FROM incident i;

SELECT lookup.protect_tenant_tables();

-- These two run as a role that row-level security lets read the words of all tenants, and bind themselves to the one of the transaction: they
-- look across nothing. The statement is planned for the words it is given, since how often a word occurs decides everything.
CREATE POLICY lookup ON alert_search FOR SELECT TO sre_lookup USING (true);
CREATE POLICY lookup ON incident_search FOR SELECT TO sre_lookup USING (true);
GRANT SELECT ON alert_search, incident_search TO sre_lookup;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;

CREATE FUNCTION lookup.alerts_found(wanted tsquery, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN QUERY EXECUTE 'SELECT s.tenant_id, s.alert_id FROM alert_search s WHERE s.tenant_id = $1 AND s.words @@ $2 LIMIT $3'
    USING current_setting('app.tenant_id')::uuid, wanted, most;
END $$;

CREATE FUNCTION lookup.incidents_found(wanted tsquery, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN QUERY EXECUTE 'SELECT s.tenant_id, s.incident_id FROM incident_search s WHERE s.tenant_id = $1 AND s.words @@ $2 LIMIT $3'
    USING current_setting('app.tenant_id')::uuid, wanted, most;
END $$;

DO $$
DECLARE fn regprocedure;
BEGIN
  FOREACH fn IN ARRAY ARRAY['lookup.alerts_found(tsquery, int)', 'lookup.incidents_found(tsquery, int)']::regprocedure[] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', fn);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO sre_app', fn);
    EXECUTE format('ALTER FUNCTION %s OWNER TO sre_lookup', fn);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;

-- As for the tables before: until the first ANALYZE the tenant selects nothing.
DO $$
DECLARE tbl text;
BEGIN
  FOREACH tbl IN ARRAY ARRAY['alert_search', 'incident_search'] LOOP
    PERFORM pg_restore_attribute_stats('schemaname', 'public', 'relname', tbl, 'attname', 'tenant_id', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real);
  END LOOP;
END $$;
