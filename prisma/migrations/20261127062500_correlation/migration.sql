-- Correlation of incidents beyond their grouping key: a tenant's ordered rules, the pairs that they found, and why each pair was or was not one.
CREATE TYPE "CorrelationMode" AS ENUM ('SUGGEST', 'MERGE');
CREATE TYPE "CorrelationState" AS ENUM ('SUGGESTED', 'ACCEPTED', 'DISMISSED', 'MERGED');

CREATE TABLE "correlation_rule" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "enabled" BOOLEAN NOT NULL DEFAULT true,
  "matchers" JSONB NOT NULL,
  "window_minutes" INTEGER NOT NULL,
  "labels" TEXT[],
  "most_hops" INTEGER,
  "mode" "CorrelationMode" NOT NULL,
  "most_incidents" INTEGER NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "correlation_rule_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "correlation_rule_joins_not_everything" CHECK (cardinality("labels") > 0 OR "most_hops" IS NOT NULL),
  CONSTRAINT "correlation_rule_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "correlation_rule_tenant_id_name_key" ON "correlation_rule" ("tenant_id", "name");
CREATE INDEX "correlation_rule_tenant_id_position_id_idx" ON "correlation_rule" ("tenant_id", "position", "id");

CREATE TABLE "correlation" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "older_id" UUID NOT NULL,
  "younger_id" UUID NOT NULL,
  "rule_id" UUID NOT NULL,
  "rule_name" TEXT NOT NULL,
  "state" "CorrelationState" NOT NULL,
  "evidence" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "decided_at" TIMESTAMPTZ(3),
  "decided_by_id" UUID,
  CONSTRAINT "correlation_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "correlation_tenant_id_older_id_fkey" FOREIGN KEY ("tenant_id", "older_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "correlation_tenant_id_younger_id_fkey" FOREIGN KEY ("tenant_id", "younger_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "correlation_tenant_id_older_id_younger_id_key" ON "correlation" ("tenant_id", "older_id", "younger_id");
CREATE INDEX "correlation_tenant_id_younger_id_idx" ON "correlation" ("tenant_id", "younger_id");
CREATE INDEX "correlation_tenant_id_rule_id_idx" ON "correlation" ("tenant_id", "rule_id");

-- What an incident was judged by when it was judged last; the same again is not judged again.
CREATE TABLE "correlation_judgement" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "incident_id" UUID NOT NULL,
  "basis" TEXT NOT NULL,
  "times" INTEGER NOT NULL,
  "judged_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "correlation_judgement_pkey" PRIMARY KEY ("tenant_id", "incident_id"),
  CONSTRAINT "correlation_judgement_tenant_id_incident_id_fkey" FOREIGN KEY ("tenant_id", "incident_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- One rule's word on an incident and another; those of an incident's last judgement.
CREATE TABLE "correlation_decision" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "incident_id" UUID NOT NULL,
  "other_id" UUID NOT NULL,
  "rule_id" UUID NOT NULL,
  "rule_name" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "facts" JSONB NOT NULL,
  "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "correlation_decision_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "correlation_decision_tenant_id_incident_id_fkey" FOREIGN KEY ("tenant_id", "incident_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "correlation_decision_tenant_id_other_id_fkey" FOREIGN KEY ("tenant_id", "other_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "correlation_decision_tenant_id_incident_id_decided_at_id_idx" ON "correlation_decision" ("tenant_id", "incident_id", "decided_at", "id");
CREATE INDEX "correlation_decision_tenant_id_other_id_idx" ON "correlation_decision" ("tenant_id", "other_id");

SELECT lookup.protect_tenant_tables();

-- Who may not see one of the two incidents does not hear of the pair.
CREATE POLICY seen_by_viewer ON correlation AS RESTRICTIVE FOR SELECT TO sre_app
  USING ((SELECT viewer()) IS NULL OR (sees_incident(older_id) AND sees_incident(younger_id)));
CREATE POLICY seen_by_viewer ON correlation_judgement AS RESTRICTIVE FOR SELECT TO sre_app
  USING ((SELECT viewer()) IS NULL OR sees_incident(incident_id));
CREATE POLICY seen_by_viewer ON correlation_decision AS RESTRICTIVE FOR SELECT TO sre_app
  USING ((SELECT viewer()) IS NULL OR (sees_incident(incident_id) AND sees_incident(other_id)));
