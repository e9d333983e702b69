-- Silences, what a tenant wants of quiet, and when incidents are judged again.
CREATE TYPE "SilenceApproval" AS ENUM ('NOT_NEEDED', 'WAITING', 'APPROVED', 'REJECTED');

CREATE TABLE "silence" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "matchers" JSONB NOT NULL,
  "comment" TEXT NOT NULL,
  "created_by" TEXT NOT NULL DEFAULT '',
  "created_by_id" UUID,
  "annotations" JSONB NOT NULL DEFAULT '{}',
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "ends_at" TIMESTAMPTZ(3) NOT NULL,
  "recurrence" TEXT,
  "duration_ms" INTEGER,
  "time_zone" TEXT,
  "window_starts_at" TIMESTAMPTZ(3) NOT NULL,
  "window_ends_at" TIMESTAMPTZ(3) NOT NULL,
  "approval" "SilenceApproval" NOT NULL DEFAULT 'NOT_NEEDED',
  "approval_reason" TEXT NOT NULL,
  "approval_facts" JSONB NOT NULL,
  "decided_by_id" UUID,
  "decided_at" TIMESTAMPTZ(3),
  "ending_told_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "silence_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "silence_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "silence_tenant_id_created_at_id_idx" ON "silence" ("tenant_id", "created_at" DESC, "id" DESC);
CREATE INDEX "silence_tenant_id_ends_at_idx" ON "silence" ("tenant_id", "ends_at");
-- Those of whose end nobody has been told yet.
CREATE INDEX "silence_to_tell" ON "silence" ("window_ends_at") WHERE "ending_told_at" IS NULL AND "approval" IN ('NOT_NEEDED', 'APPROVED');

CREATE TABLE "quiet_policy" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "approval_share" DOUBLE PRECISION,
  "approval_count" INTEGER,
  "parent_down_hops" INTEGER NOT NULL,
  "parent_down_matchers" JSONB NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "quiet_policy_pkey" PRIMARY KEY ("tenant_id"),
  CONSTRAINT "quiet_policy_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "quiet_clock" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "marked" BIGINT NOT NULL DEFAULT 0,
  "judged" BIGINT NOT NULL DEFAULT 0,
  "judge_at" TIMESTAMPTZ(3),
  CONSTRAINT "quiet_clock_pkey" PRIMARY KEY ("tenant_id"),
  CONSTRAINT "quiet_clock_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "quiet_clock_due" ON "quiet_clock" ("judge_at") WHERE "judge_at" IS NOT NULL;

-- An incident has one due time now, whether it waits for its first announcement or for a later one. What was announced already has none, and its
-- alerts that fire have been told.
ALTER TABLE "incident" ALTER COLUMN "flush_at" DROP NOT NULL, ADD COLUMN "quiet_ended_at" TIMESTAMPTZ(3);
ALTER TABLE "incident_alert" ADD COLUMN "told" "AlertStatus";
UPDATE "incident_alert" m SET "told" = 'FIRING'
FROM "incident" i, "alert" a
WHERE i.tenant_id = m.tenant_id AND i.id = m.incident_id AND i.flushed_at IS NOT NULL AND i.status IN ('TRIGGERED', 'ACKNOWLEDGED')
  AND a.tenant_id = m.tenant_id AND a.id = m.alert_id AND a.incident_id = i.id AND a.status = 'FIRING';
UPDATE "incident" SET "flush_at" = NULL WHERE "flushed_at" IS NOT NULL OR "status" NOT IN ('TRIGGERED', 'ACKNOWLEDGED');
DROP INDEX "incident_to_flush";
CREATE INDEX "incident_to_flush" ON "incident" ("flush_at") WHERE "flush_at" IS NOT NULL AND "status" IN ('TRIGGERED', 'ACKNOWLEDGED');

SELECT lookup.protect_tenant_tables();

CREATE POLICY lookup ON silence FOR SELECT TO sre_lookup USING (true);
CREATE POLICY lookup ON quiet_clock FOR SELECT TO sre_lookup USING (true);
GRANT SELECT (tenant_id, id, approval, starts_at, window_starts_at, window_ends_at, ending_told_at) ON silence TO sre_lookup;
GRANT SELECT (tenant_id, judge_at) ON quiet_clock TO sre_lookup;

-- Incidents that are due to be judged and told of, those that sleep excepted; takes the place of the look-up of those that wait for their first announcement.
DROP FUNCTION lookup.incidents_to_flush(timestamptz, int);
CREATE FUNCTION lookup.incidents_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT tenant_id, id FROM incident WHERE flush_at <= due AND status IN ('TRIGGERED', 'ACKNOWLEDGED') AND snoozed_until IS NULL
    ORDER BY flush_at LIMIT most
  $$;

-- Tenants in which what quiet is judged by has changed, or changes by itself now.
CREATE FUNCTION lookup.quiet_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, tenant_id FROM quiet_clock WHERE judge_at <= due ORDER BY judge_at LIMIT most $$;

-- Silences in force that end within `lead` and were long enough to be forgotten: at least four times as long.
CREATE FUNCTION lookup.silences_ending(due timestamptz, lead interval, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT tenant_id, id FROM silence
    WHERE ending_told_at IS NULL AND approval IN ('NOT_NEEDED', 'APPROVED')
      AND window_starts_at <= due AND window_ends_at > due AND window_ends_at <= due + lead
      AND window_ends_at - window_starts_at >= 4 * lead
    ORDER BY window_ends_at LIMIT most
  $$;

GRANT CREATE ON SCHEMA lookup TO sre_lookup;
DO $$
DECLARE fn regprocedure;
BEGIN
  FOREACH fn IN ARRAY ARRAY[
    'lookup.incidents_due(timestamptz, int)'::regprocedure, 'lookup.quiet_due(timestamptz, int)'::regprocedure,
    'lookup.silences_ending(timestamptz, interval, int)'::regprocedure
  ] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', fn);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO sre_app', fn);
    EXECUTE format('ALTER FUNCTION %s OWNER TO sre_lookup', fn);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
