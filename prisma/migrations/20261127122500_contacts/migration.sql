-- How people are reached: contacts that they proved to be theirs, their own rules, and who is told in their place while they are away.
CREATE TABLE "contact" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "person_id" UUID NOT NULL,
  "channel_id" UUID NOT NULL,
  "label" TEXT NOT NULL,
  "address" JSONB NOT NULL,
  "address_hash" TEXT NOT NULL,
  "hint" TEXT NOT NULL,
  "verified_at" TIMESTAMPTZ(3),
  "code_hash" TEXT,
  "code_expires_at" TIMESTAMPTZ(3),
  "code_attempts" INTEGER NOT NULL DEFAULT 0,
  "codes_sent" INTEGER NOT NULL DEFAULT 0,
  "codes_since" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "contact_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "contact_tenant_id_channel_id_fkey" FOREIGN KEY ("tenant_id", "channel_id") REFERENCES "channel"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "contact_tenant_id_person_id_channel_id_address_hash_key" ON "contact" ("tenant_id", "person_id", "channel_id", "address_hash");
CREATE INDEX "contact_tenant_id_channel_id_idx" ON "contact" ("tenant_id", "channel_id");

CREATE TABLE "personal_setting" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "person_id" UUID NOT NULL,
  "rules" JSONB NOT NULL,
  "quiet_hours" JSONB,
  "digest" JSONB,
  "version" INTEGER NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "personal_setting_pkey" PRIMARY KEY ("tenant_id", "person_id"),
  CONSTRAINT "personal_setting_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "delegation" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "person_id" UUID NOT NULL,
  "to_id" UUID NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "ends_at" TIMESTAMPTZ(3) NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "delegation_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "delegation_has_time" CHECK ("starts_at" < "ends_at"),
  CONSTRAINT "delegation_is_to_another" CHECK ("person_id" <> "to_id"),
  CONSTRAINT "delegation_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "delegation_tenant_id_person_id_ends_at_idx" ON "delegation" ("tenant_id", "person_id", "ends_at");

SELECT lookup.protect_tenant_tables();
