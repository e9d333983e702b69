-- What runs ask people for, and what they answered.
CREATE TYPE "ApprovalKind" AS ENUM ('POLICY', 'STEP', 'INPUT');
CREATE TYPE "ApprovalState" AS ENUM ('WAITING', 'APPROVED', 'REJECTED', 'EXPIRED', 'CLOSED');

CREATE TABLE "approval" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "run_id" UUID NOT NULL,
  "path" TEXT NOT NULL,
  "kind" "ApprovalKind" NOT NULL,
  "state" "ApprovalState" NOT NULL DEFAULT 'WAITING',
  "incident_id" UUID,
  "playbook_name" TEXT NOT NULL,
  "cause_label" TEXT NOT NULL,
  "requester_id" UUID,
  "message" TEXT NOT NULL,
  "needed" INTEGER NOT NULL,
  "teams" TEXT[] DEFAULT ARRAY[]::TEXT[],
  "schema" JSONB,
  "would" JSONB,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "approval_pkey" PRIMARY KEY ("tenant_id", "id"),
  CONSTRAINT "approval_end" CHECK (("state" = 'WAITING') = ("ended_at" IS NULL)),
  CONSTRAINT "approval_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "approval_tenant_id_run_id_path_key" ON "approval" ("tenant_id", "run_id", "path");
CREATE INDEX "approval_tenant_id_state_created_at_id_idx" ON "approval" ("tenant_id", "state", "created_at", "id");
CREATE INDEX "approval_tenant_id_incident_id_idx" ON "approval" ("tenant_id", "incident_id");

CREATE TABLE "approval_answer" (
  "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  "approval_id" UUID NOT NULL,
  "person_id" UUID NOT NULL,
  "approves" BOOLEAN NOT NULL,
  "note" TEXT NOT NULL DEFAULT '',
  "values" JSONB,
  "via" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "approval_answer_pkey" PRIMARY KEY ("tenant_id", "approval_id", "person_id"),
  CONSTRAINT "approval_answer_tenant_id_approval_id_fkey" FOREIGN KEY ("tenant_id", "approval_id") REFERENCES "approval"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

SELECT lookup.protect_tenant_tables();
REVOKE UPDATE, DELETE ON "approval_answer" FROM sre_app;
CREATE POLICY seen_by_viewer ON "approval" AS RESTRICTIVE FOR SELECT TO sre_app
  USING (NOT (SELECT restricted()) OR (incident_id IS NULL AND (SELECT scope()) IS NULL) OR sees_incident(incident_id));
