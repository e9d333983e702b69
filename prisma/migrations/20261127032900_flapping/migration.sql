-- Alerts that hold until a time of their source's, and alerts that change their state again and again.
ALTER TYPE "PayloadOrigin" ADD VALUE 'PLATFORM';

-- `expires_at` moves with every repeat, so it is in no index; whether there is one does not, and finds the few that have to be looked at.
ALTER TABLE "alert"
  ADD COLUMN "expires_at" TIMESTAMPTZ(3),
  ADD COLUMN "expires" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "recent_changes" TIMESTAMPTZ(3)[] DEFAULT ARRAY[]::TIMESTAMPTZ(3)[],
  ADD COLUMN "flapping_since" TIMESTAMPTZ(3);
CREATE INDEX "alert_expiring" ON "alert" ("tenant_id") WHERE "expires" AND "status" = 'FIRING';
CREATE INDEX "alert_flapping" ON "alert" ("tenant_id") WHERE "flapping_since" IS NOT NULL;

CREATE TABLE "flap_policy" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "enabled" BOOLEAN NOT NULL,
  "changes" INTEGER NOT NULL,
  "window_minutes" INTEGER NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "flap_policy_pkey" PRIMARY KEY ("tenant_id"),
  CONSTRAINT "flap_policy_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

SELECT lookup.protect_tenant_tables();

-- The fast lane also moves the time until which an alert holds.
DROP FUNCTION receive_repeats(uuid, timestamptz, uuid[], uuid[], text[], int[], text[], text[], text[], timestamptz[], int[]);
CREATE FUNCTION receive_repeats(
  tenant uuid, present timestamptz,
  payload_ids uuid[], integration_ids uuid[], bodies text[], alert_counts int[],
  fingerprints text[], statuses text[], content_hashes text[], starts timestamptz[], times int[], expiries timestamptz[]
) RETURNS boolean LANGUAGE plpgsql
  -- A batch is small beside the table, which the planner cannot know of an array: rows are always found by index, with one plan.
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan
  AS $$
DECLARE
  known uuid[];
BEGIN
  PERFORM set_config('app.tenant_id', tenant::text, true);
  PERFORM pg_advisory_xact_lock(hashtextextended('sre.intake:' || tenant::text, 0));

  SELECT array_agg(k.id ORDER BY r.place) INTO known
  FROM unnest(fingerprints, statuses, content_hashes, starts) WITH ORDINALITY AS r(fingerprint, status, content_hash, starts_at, place)
  CROSS JOIN LATERAL (
    SELECT a.id FROM alert a
    WHERE a.tenant_id = tenant AND a.fingerprint = r.fingerprint
      AND a.status = r.status::"AlertStatus" AND a.content_hash = r.content_hash AND a.starts_at = r.starts_at
    LIMIT 1
  ) k;
  IF coalesce(cardinality(known), 0) < cardinality(fingerprints) THEN
    RETURN false;
  END IF;

  INSERT INTO payload (id, at, integration_id, body, alert_count)
  SELECT id, present, integration_id, body, alert_count
  FROM unnest(payload_ids, integration_ids, bodies, alert_counts) AS p(id, integration_id, body, alert_count);

  UPDATE alert a SET last_received_at = present, received_count = a.received_count + r.times,
    expires_at = r.expires_at, expires = r.expires_at IS NOT NULL
  FROM unnest(known, times, expiries) AS r(id, times, expires_at) WHERE a.tenant_id = tenant AND a.id = r.id;
  RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION receive_repeats FROM PUBLIC;
GRANT EXECUTE ON FUNCTION receive_repeats TO sre_app;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_policies WHERE tablename = 'alert' AND policyname = 'lookup') THEN
    CREATE POLICY lookup ON alert FOR SELECT TO sre_lookup USING (true);
  END IF;
  IF NOT EXISTS (SELECT FROM pg_policies WHERE tablename = 'flap_policy' AND policyname = 'lookup') THEN
    CREATE POLICY lookup ON flap_policy FOR SELECT TO sre_lookup USING (true);
  END IF;
END $$;
GRANT SELECT (tenant_id, id, status, expires, expires_at, flapping_since, recent_changes, changed_at) ON alert TO sre_lookup;
GRANT SELECT (tenant_id, enabled, changes, window_minutes) ON flap_policy TO sre_lookup;

-- Tenants in which an alert has not been sent again by the time until which its source said that it holds.
CREATE FUNCTION lookup.alerts_expired(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT DISTINCT tenant_id, tenant_id FROM alert WHERE expires AND status = 'FIRING' AND expires_at <= due LIMIT most $$;

-- Tenants in which an alert that flapped has kept its state for as long as the tenant's window, or need not be held any more.
CREATE FUNCTION lookup.flapping_calm(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT DISTINCT a.tenant_id, a.tenant_id FROM alert a LEFT JOIN flap_policy p ON p.tenant_id = a.tenant_id
    WHERE a.flapping_since IS NOT NULL
      AND (p.enabled = false OR coalesce(a.recent_changes[cardinality(a.recent_changes)], a.flapping_since) <= due - coalesce(p.window_minutes, 30) * interval '1 minute')
    LIMIT most
  $$;

GRANT CREATE ON SCHEMA lookup TO sre_lookup;
DO $$
DECLARE fn regprocedure;
BEGIN
  FOREACH fn IN ARRAY ARRAY['lookup.alerts_expired(timestamptz, int)'::regprocedure, 'lookup.flapping_calm(timestamptz, int)'::regprocedure] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', fn);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO sre_app', fn);
    EXECUTE format('ALTER FUNCTION %s OWNER TO sre_lookup', fn);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
