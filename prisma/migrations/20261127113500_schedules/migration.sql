-- On-call schedules: who is on call when, what changes that for a time, calendars that are read, and addresses at which calendars are served.
CREATE TYPE "SwapState" AS ENUM ('OPEN', 'ACCEPTED', 'WITHDRAWN');

CREATE TABLE "schedule" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "team_id" UUID,
  "time_zone" TEXT NOT NULL,
  "description" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 1,
  "layers" JSONB NOT NULL,
  "expected" JSONB NOT NULL,
  "holiday_dates" TEXT[],
  "holiday_url" TEXT,
  "told_ids" UUID[],
  "look_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "schedule_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "schedule_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "schedule_tenant_id_name_key" ON "schedule" ("tenant_id", "name");
CREATE INDEX "schedule_to_look_at" ON "schedule" ("look_at") WHERE "look_at" IS NOT NULL;

CREATE TABLE "schedule_override" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "schedule_id" UUID NOT NULL,
  "person_id" UUID,
  "replaces_id" UUID,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "ends_at" TIMESTAMPTZ(3) NOT NULL,
  "note" TEXT NOT NULL DEFAULT '',
  "created_by_id" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "schedule_override_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "schedule_override_has_time" CHECK ("starts_at" < "ends_at"),
  CONSTRAINT "schedule_override_tenant_id_schedule_id_fkey" FOREIGN KEY ("tenant_id", "schedule_id") REFERENCES "schedule"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "schedule_override_tenant_id_schedule_id_ends_at_idx" ON "schedule_override" ("tenant_id", "schedule_id", "ends_at");

CREATE TABLE "schedule_swap" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "schedule_id" UUID NOT NULL,
  "offered_by_id" UUID NOT NULL,
  "offered_to_id" UUID,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "ends_at" TIMESTAMPTZ(3) NOT NULL,
  "note" TEXT NOT NULL DEFAULT '',
  "state" "SwapState" NOT NULL DEFAULT 'OPEN',
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "taken_by_id" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "decided_at" TIMESTAMPTZ(3),
  CONSTRAINT "schedule_swap_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "schedule_swap_has_time" CHECK ("starts_at" < "ends_at"),
  CONSTRAINT "schedule_swap_tenant_id_schedule_id_fkey" FOREIGN KEY ("tenant_id", "schedule_id") REFERENCES "schedule"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "schedule_swap_tenant_id_schedule_id_ends_at_idx" ON "schedule_swap" ("tenant_id", "schedule_id", "ends_at");

CREATE TABLE "schedule_feed" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "schedule_id" UUID NOT NULL,
  "key" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  "content" JSONB,
  "fetched_at" TIMESTAMPTZ(3),
  "tried_at" TIMESTAMPTZ(3),
  "failure" TEXT,
  "next_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "schedule_feed_pkey" PRIMARY KEY ("tenant_id", "schedule_id", "key"),
  CONSTRAINT "schedule_feed_tenant_id_schedule_id_fkey" FOREIGN KEY ("tenant_id", "schedule_id") REFERENCES "schedule"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "schedule_feed_next_at_idx" ON "schedule_feed" ("next_at");

CREATE TABLE "calendar_link" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "schedule_id" UUID,
  "person_id" UUID,
  "token_hash" TEXT NOT NULL,
  "created_by_id" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "last_read_at" TIMESTAMPTZ(3),
  CONSTRAINT "calendar_link_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "calendar_link_of_one" CHECK (("schedule_id" IS NULL) <> ("person_id" IS NULL)),
  CONSTRAINT "calendar_link_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "calendar_link_tenant_id_schedule_id_fkey" FOREIGN KEY ("tenant_id", "schedule_id") REFERENCES "schedule"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "calendar_link_token_hash_key" ON "calendar_link" ("token_hash");
CREATE INDEX "calendar_link_tenant_id_schedule_id_idx" ON "calendar_link" ("tenant_id", "schedule_id");
CREATE INDEX "calendar_link_tenant_id_person_id_idx" ON "calendar_link" ("tenant_id", "person_id");

SELECT lookup.protect_tenant_tables();

CREATE POLICY lookup ON schedule FOR SELECT TO sre_lookup USING (true);
CREATE POLICY lookup ON schedule_feed FOR SELECT TO sre_lookup USING (true);
CREATE POLICY lookup ON calendar_link FOR SELECT TO sre_lookup USING (true);
GRANT SELECT (tenant_id, id, look_at) ON schedule TO sre_lookup;
GRANT SELECT (tenant_id, schedule_id, next_at) ON schedule_feed TO sre_lookup;
GRANT SELECT (tenant_id, id, token_hash) ON calendar_link TO sre_lookup;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;

-- Schedules whose people on call may have changed.
CREATE FUNCTION lookup.schedules_to_look_at(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM schedule WHERE look_at <= due ORDER BY look_at LIMIT most $$;

-- Schedules with a calendar that is to be fetched again.
CREATE FUNCTION lookup.schedule_feeds_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, schedule_id FROM schedule_feed WHERE next_at <= due GROUP BY 1, 2 ORDER BY min(next_at) LIMIT most $$;

CREATE FUNCTION lookup.calendar_link_by_token(hash text) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM calendar_link WHERE token_hash = hash $$;

DO $$
DECLARE fn text;
BEGIN
  FOREACH fn IN ARRAY ARRAY['lookup.schedules_to_look_at(timestamptz, int)', 'lookup.schedule_feeds_due(timestamptz, int)', 'lookup.calendar_link_by_token(text)'] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', fn);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO sre_app', fn);
    EXECUTE format('ALTER FUNCTION %s OWNER TO sre_lookup', fn);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
