-- What notices say, where a tenant wants other words than the built-in ones.
CREATE TYPE "TemplatePlace" AS ENUM ('TENANT', 'TEAM', 'POLICY');
CREATE TABLE "notice_template" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "place" "TemplatePlace" NOT NULL,
  "place_id" UUID,
  "channel_kind" TEXT,
  "event" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "texts" JSONB NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_by_id" UUID,
  "archived_at" TIMESTAMPTZ(3),
  CONSTRAINT "notice_template_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "notice_template_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "notice_template_tenant_id_event_idx" ON "notice_template" ("tenant_id", "event");
CREATE UNIQUE INDEX "notice_template_one_of_its_kind" ON "notice_template" ("tenant_id", "event", "place", "place_id", "channel_kind") NULLS NOT DISTINCT
  WHERE "archived_at" IS NULL;
CREATE TABLE "notice_template_version" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "template_id" UUID NOT NULL,
  "version" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "author_id" UUID,
  "note" TEXT,
  "texts" JSONB NOT NULL,
  CONSTRAINT "notice_template_version_pkey" PRIMARY KEY ("tenant_id", "template_id", "version"),
  CONSTRAINT "notice_template_version_tenant_id_template_id_fkey" FOREIGN KEY ("tenant_id", "template_id") REFERENCES "notice_template"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- By which template a notice was said; or why the built-in words went out in its place.
ALTER TABLE "delivery" ADD COLUMN "template_id" UUID, ADD COLUMN "template_version" INTEGER, ADD COLUMN "template_failed" TEXT;

SELECT lookup.protect_tenant_tables();
REVOKE UPDATE ON "notice_template_version" FROM sre_app;
