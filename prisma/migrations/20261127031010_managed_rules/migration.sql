-- Rules that are kept on the platform, the addresses that serve them, and the Grafanas that they are pushed to.
CREATE TABLE "managed_rule" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "group_name" TEXT NOT NULL,
  "query" TEXT NOT NULL,
  "for_s" DOUBLE PRECISION NOT NULL,
  "keep_firing_for_s" DOUBLE PRECISION NOT NULL,
  "labels" JSONB NOT NULL,
  "annotations" JSONB NOT NULL,
  "enabled" BOOLEAN NOT NULL DEFAULT true,
  "template" TEXT,
  "parameters" JSONB,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "managed_rule_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "managed_rule_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "managed_rule_tenant_id_group_name_name_key" ON "managed_rule" ("tenant_id", "group_name", "name");
CREATE INDEX "managed_rule_tenant_id_name_id_idx" ON "managed_rule" ("tenant_id", "name", "id");

CREATE TABLE "rule_feed" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "token_hash" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "last_read_at" TIMESTAMPTZ(3),
  CONSTRAINT "rule_feed_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "rule_feed_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "rule_feed_token_hash_key" ON "rule_feed" ("token_hash");
CREATE UNIQUE INDEX "rule_feed_tenant_id_name_key" ON "rule_feed" ("tenant_id", "name");

CREATE TABLE "grafana_target" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  "token" TEXT NOT NULL,
  "folder_uid" TEXT NOT NULL,
  "datasource_uid" TEXT NOT NULL,
  "enabled" BOOLEAN NOT NULL DEFAULT true,
  "next_push_at" TIMESTAMPTZ(3),
  "failures" INTEGER NOT NULL DEFAULT 0,
  "lease_until" TIMESTAMPTZ(3),
  "attempted_at" TIMESTAMPTZ(3),
  "outcome" TEXT,
  "detail" TEXT,
  "pushed_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "grafana_target_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "grafana_target_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "grafana_target_tenant_id_name_key" ON "grafana_target" ("tenant_id", "name");
CREATE INDEX "grafana_target_to_push" ON "grafana_target" ("next_push_at") WHERE "enabled" AND "next_push_at" IS NOT NULL;

CREATE POLICY lookup ON "rule_feed" FOR SELECT TO sre_lookup USING (true);
CREATE POLICY lookup ON "grafana_target" FOR SELECT TO sre_lookup USING (true);
CREATE POLICY lookup ON "managed_rule" FOR SELECT TO sre_lookup USING (true);
GRANT SELECT (tenant_id, id, token_hash) ON "rule_feed" TO sre_lookup;
GRANT SELECT (tenant_id, id, enabled, next_push_at, lease_until) ON "grafana_target" TO sre_lookup;
GRANT SELECT (tenant_id) ON "managed_rule" TO sre_lookup;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;

CREATE FUNCTION lookup.rule_feed_by_token(hash text) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM rule_feed WHERE token_hash = hash $$;

-- Targets that are due and that no worker holds.
CREATE FUNCTION lookup.grafana_targets_due(due timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM grafana_target WHERE enabled AND next_push_at <= due AND (lease_until IS NULL OR lease_until <= due) ORDER BY next_push_at LIMIT most $$;

-- Tenants that keep rules here, for files that are written for each.
CREATE FUNCTION lookup.tenants_with_managed_rules() RETURNS TABLE (tenant_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT DISTINCT tenant_id FROM managed_rule $$;

DO $$
DECLARE fn text;
BEGIN
  FOREACH fn IN ARRAY ARRAY['lookup.rule_feed_by_token(text)', 'lookup.grafana_targets_due(timestamptz, int)', 'lookup.tenants_with_managed_rules()'] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', fn);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO sre_app', fn);
    EXECUTE format('ALTER FUNCTION %s OWNER TO sre_lookup', fn);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;

SELECT lookup.protect_tenant_tables();
