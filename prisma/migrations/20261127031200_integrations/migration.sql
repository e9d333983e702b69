-- Integrations that are changed, rotated and deleted by people; what their senders said and why it was refused; heartbeats.
CREATE TYPE "PayloadOrigin" AS ENUM ('SENDER', 'TEST', 'HEARTBEAT');

ALTER TABLE "integration"
  ADD COLUMN "previous_token_hash" TEXT,
  ADD COLUMN "previous_token_until" TIMESTAMPTZ(3),
  ADD COLUMN "archived_at" TIMESTAMPTZ(3);
CREATE UNIQUE INDEX "integration_previous_token_hash_key" ON "integration" ("previous_token_hash");
-- A deleted integration leaves its name to others.
DROP INDEX "integration_tenant_id_name_key";
CREATE UNIQUE INDEX "integration_name_taken" ON "integration" ("tenant_id", "name") WHERE "archived_at" IS NULL;

ALTER TABLE "payload" ADD COLUMN "origin" "PayloadOrigin" NOT NULL DEFAULT 'SENDER';
-- Carries what a day's rate is summed from, so that the rows with their bodies are left alone.
DROP INDEX "payload_tenant_id_integration_id_at_idx";
CREATE INDEX "payload_of_integration" ON "payload" ("tenant_id", "integration_id", "at" DESC) INCLUDE ("id", "alert_count", "origin");

CREATE TABLE "refusal" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "at" TIMESTAMPTZ(3) NOT NULL,
  "integration_id" UUID NOT NULL,
  "code" TEXT NOT NULL,
  "message" TEXT NOT NULL,
  "body" TEXT,
  "body_bytes" INTEGER NOT NULL,
  "alert_count" INTEGER NOT NULL,
  "times" INTEGER NOT NULL DEFAULT 1,

  CONSTRAINT "refusal_pkey" PRIMARY KEY ("tenant_id", "at", "id")
) PARTITION BY RANGE ("at");
CREATE INDEX "refusal_tenant_id_integration_id_at_idx" ON "refusal" ("tenant_id", "integration_id", "at" DESC);

CREATE TABLE "heartbeat" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "integration_id" UUID NOT NULL,
  "interval_ms" INTEGER NOT NULL,
  "grace_ms" INTEGER NOT NULL,
  "severity" "Severity" NOT NULL DEFAULT 'CRITICAL',
  "last_beat_at" TIMESTAMPTZ(3),
  "due_at" TIMESTAMPTZ(3),
  "missed_at" TIMESTAMPTZ(3),

  CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("tenant_id", "integration_id"),
  CONSTRAINT "heartbeat_tenant_id_integration_id_fkey" FOREIGN KEY ("tenant_id", "integration_id") REFERENCES "integration"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "heartbeat_to_judge" ON "heartbeat" ("due_at") WHERE "missed_at" IS NULL;

SELECT lookup.protect_tenant_tables();

-- Every table that is partitioned by its time is looked after from now on, without being named here.
CREATE OR REPLACE FUNCTION lookup.maintain_partitions(present timestamptz, weeks_ahead int DEFAULT 8) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  parent text;
  part text;
  starts timestamptz;
  longest int := (SELECT coalesce(max(retention_days), 400) FROM lookup.tenants());
  old record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('sre.maintain_partitions'));
  FOR parent IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'at'
    WHERE c.relkind = 'p' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname
  LOOP
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
SELECT lookup.maintain_partitions(now());

-- Looking across tenants: a token is known by its present or its previous hash, and a heartbeat by when it is due.
CREATE POLICY lookup ON heartbeat FOR SELECT TO sre_lookup USING (true);
GRANT SELECT (previous_token_hash, archived_at) ON integration TO sre_lookup;
GRANT SELECT (tenant_id, integration_id, due_at, missed_at) ON heartbeat TO sre_lookup;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;
DO $$
BEGIN
  SET LOCAL ROLE sre_lookup;

  CREATE OR REPLACE FUNCTION lookup.integration_by_token(hash text) RETURNS TABLE (tenant_id uuid, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $fn$ SELECT tenant_id, id FROM integration WHERE (token_hash = hash OR previous_token_hash = hash) AND archived_at IS NULL $fn$;

  CREATE FUNCTION lookup.heartbeats_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $fn$ SELECT tenant_id, integration_id FROM heartbeat WHERE missed_at IS NULL AND due_at <= due ORDER BY due_at LIMIT most $fn$;
  REVOKE EXECUTE ON FUNCTION lookup.heartbeats_due(timestamptz, int) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION lookup.heartbeats_due(timestamptz, int) TO sre_app;

  RESET ROLE;
END $$;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
