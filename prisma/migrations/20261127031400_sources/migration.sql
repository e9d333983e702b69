-- Changes that people make to systems, and the jobs and datasets that lineage of data is about.
CREATE TABLE "change_event" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "integration_id" UUID NOT NULL,
    "summary" TEXT NOT NULL,
    "source" TEXT,
    "labels" JSONB NOT NULL,
    "links" JSONB NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "change_event_pkey" PRIMARY KEY ("tenant_id","at","id")
) PARTITION BY RANGE ("at");
CREATE INDEX "change_event_tenant_id_id_idx" ON "change_event"("tenant_id", "id");

ALTER TYPE "LineageKind" ADD VALUE 'JOB';
ALTER TYPE "LineageKind" ADD VALUE 'DATASET';

SELECT lookup.protect_tenant_tables();
-- What is a record of the past can be added to and read, not changed.
REVOKE UPDATE, DELETE ON change_event FROM sre_app;

-- As before, but for every partitioned table there is, so that a new one needs only its PARTITION BY RANGE (at). Also rows of the default
-- partition go when they are past their tenant's retention: a sender's own time may be older than any week that was made.
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
    SELECT c.relname FROM pg_class c WHERE c.relkind = 'p' AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition ORDER BY c.relname
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

    EXECUTE format('DELETE FROM partitions.%I r USING lookup.tenants() t WHERE r.tenant_id = t.tenant_id AND r.at < %L::timestamptz - t.retention_days * interval ''1 day''', parent || '_default', present);
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
