-- Alert rules as their sources have them, and which rule each alert came from.
CREATE TYPE "RuleSourceKind" AS ENUM ('PROMETHEUS', 'FILE', 'MANAGED');
CREATE TYPE "RuleSourceAuth" AS ENUM ('NONE', 'BEARER', 'BASIC');
CREATE TYPE "RuleHealth" AS ENUM ('OK', 'ERROR', 'UNKNOWN');
CREATE TYPE "RuleState" AS ENUM ('FIRING', 'PENDING', 'INACTIVE', 'UNKNOWN');

CREATE TABLE "rule_source" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "kind" "RuleSourceKind" NOT NULL,
  "url" TEXT,
  "auth" "RuleSourceAuth" NOT NULL DEFAULT 'NONE',
  "credentials" TEXT,
  "enabled" BOOLEAN NOT NULL DEFAULT true,
  "interval_s" INTEGER NOT NULL DEFAULT 60,
  "next_sync_at" TIMESTAMPTZ(3),
  "lease_until" TIMESTAMPTZ(3),
  "attempted_at" TIMESTAMPTZ(3),
  "outcome" TEXT,
  "detail" TEXT,
  "synced_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "rule_source_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "rule_source_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "rule_source_tenant_id_name_key" ON "rule_source" ("tenant_id", "name");
CREATE INDEX "rule_source_to_sync" ON "rule_source" ("next_sync_at") WHERE "enabled" AND "next_sync_at" IS NOT NULL;

CREATE TABLE "alert_rule" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "source_id" UUID NOT NULL,
  "file" TEXT NOT NULL,
  "group_name" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "digest" TEXT NOT NULL,
  "query" TEXT NOT NULL,
  "for_s" DOUBLE PRECISION NOT NULL,
  "keep_firing_for_s" DOUBLE PRECISION NOT NULL,
  "labels" JSONB NOT NULL,
  "annotations" JSONB NOT NULL,
  "metrics" TEXT[],
  "health" "RuleHealth" NOT NULL DEFAULT 'UNKNOWN',
  "last_error" TEXT,
  "state" "RuleState" NOT NULL DEFAULT 'UNKNOWN',
  "last_evaluation" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "seen_at" TIMESTAMPTZ(3) NOT NULL,
  "gone_at" TIMESTAMPTZ(3),
  CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "alert_rule_tenant_id_source_id_fkey" FOREIGN KEY ("tenant_id", "source_id") REFERENCES "rule_source"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "alert_rule_tenant_id_source_id_file_group_name_name_digest_key"
  ON "alert_rule" ("tenant_id", "source_id", "file", "group_name", "name", "digest");
CREATE INDEX "alert_rule_tenant_id_name_id_idx" ON "alert_rule" ("tenant_id", "name", "id");

CREATE TABLE "alert_rule_match" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "alert_id" UUID NOT NULL,
  "rule_id" UUID,
  "reason" TEXT NOT NULL,
  "facts" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "alert_rule_match_pkey" PRIMARY KEY ("tenant_id", "alert_id"),
  CONSTRAINT "alert_rule_match_tenant_id_alert_id_fkey" FOREIGN KEY ("tenant_id", "alert_id") REFERENCES "alert"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "alert_rule_match_tenant_id_rule_id_fkey" FOREIGN KEY ("tenant_id", "rule_id") REFERENCES "alert_rule"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "alert_rule_match_tenant_id_rule_id_idx" ON "alert_rule_match" ("tenant_id", "rule_id");

-- Sources that are due and that no worker holds.
CREATE POLICY lookup ON "rule_source" FOR SELECT TO sre_lookup USING (true);
GRANT SELECT (tenant_id, id, enabled, next_sync_at, lease_until) ON "rule_source" TO sre_lookup;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;
CREATE FUNCTION lookup.rule_sources_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM rule_source WHERE enabled AND next_sync_at <= due AND (lease_until IS NULL OR lease_until <= due) ORDER BY next_sync_at LIMIT most $$;
REVOKE EXECUTE ON FUNCTION lookup.rule_sources_due(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup.rule_sources_due(timestamptz, int) TO sre_app;
ALTER FUNCTION lookup.rule_sources_due(timestamptz, int) OWNER TO sre_lookup;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;

SELECT lookup.protect_tenant_tables();
