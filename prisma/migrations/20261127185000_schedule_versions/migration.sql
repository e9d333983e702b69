-- How a schedule was from one save to the next: a change of it must not rewrite who was on call before.
CREATE TABLE "schedule_version" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "schedule_id" UUID NOT NULL,
  "version" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "until" TIMESTAMPTZ(3),
  "author_id" UUID,
  "content" JSONB NOT NULL,
  "calendars" JSONB,
  CONSTRAINT "schedule_version_pkey" PRIMARY KEY ("tenant_id", "schedule_id", "version"),
  CONSTRAINT "schedule_version_tenant_id_schedule_id_fkey" FOREIGN KEY ("tenant_id", "schedule_id") REFERENCES "schedule"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "schedule_version_tenant_id_schedule_id_until_idx" ON "schedule_version" ("tenant_id", "schedule_id", "until");
-- Who saved those that are there, and what they were before, nobody wrote down.
INSERT INTO "schedule_version" ("tenant_id", "schedule_id", "version", "at", "content")
  SELECT "tenant_id", "id", "version", "updated_at", jsonb_build_object(
    'name', "name", 'teamId', "team_id", 'timeZone', "time_zone", 'description', "description", 'layers', "layers", 'expected', "expected",
    'holidayDates', to_jsonb("holiday_dates"), 'holidayUrl', "holiday_url")
  FROM "schedule";

SELECT lookup.protect_tenant_tables();
