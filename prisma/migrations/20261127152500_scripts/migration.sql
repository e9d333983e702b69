-- Scripts with their versions, secrets, and credentials for what playbooks act upon.
CREATE TYPE "ScriptLanguage" AS ENUM ('BASH', 'PYTHON', 'JAVASCRIPT');
CREATE TYPE "CredentialKind" AS ENUM ('SSH', 'KUBERNETES', 'HTTP');
CREATE TABLE "script" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "description" TEXT NOT NULL DEFAULT '',
  "tags" TEXT[],
  "team_id" UUID,
  "version" INTEGER NOT NULL,
  "language" "ScriptLanguage" NOT NULL,
  "code" TEXT NOT NULL,
  "parameters" JSONB NOT NULL,
  "timeout_seconds" INTEGER NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_by_id" UUID,
  "archived_at" TIMESTAMPTZ(3),
  CONSTRAINT "script_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "script_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "script_name_taken" ON "script" ("tenant_id", "name") WHERE "archived_at" IS NULL;
CREATE TABLE "script_version" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "script_id" UUID NOT NULL,
  "version" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "author_id" UUID,
  "note" TEXT,
  "language" "ScriptLanguage" NOT NULL,
  "code" TEXT NOT NULL,
  "parameters" JSONB NOT NULL,
  "timeout_seconds" INTEGER NOT NULL,
  CONSTRAINT "script_version_pkey" PRIMARY KEY ("tenant_id", "script_id", "version"),
  CONSTRAINT "script_version_tenant_id_script_id_fkey" FOREIGN KEY ("tenant_id", "script_id") REFERENCES "script"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "secret" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "description" TEXT NOT NULL DEFAULT '',
  "value" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_by_id" UUID,
  CONSTRAINT "secret_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "secret_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "secret_tenant_id_name_key" ON "secret" ("tenant_id", "name");
CREATE TABLE "credential" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "kind" "CredentialKind" NOT NULL,
  "description" TEXT NOT NULL DEFAULT '',
  "config" JSONB NOT NULL,
  "secrets" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_by_id" UUID,
  CONSTRAINT "credential_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "credential_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "credential_tenant_id_name_key" ON "credential" ("tenant_id", "name");

SELECT lookup.protect_tenant_tables();
REVOKE UPDATE ON "script_version" FROM sre_app;
