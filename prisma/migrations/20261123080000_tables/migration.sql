-- Tables of the six subgraphs and of the lineage. Written by Prisma's engine from prisma/schema; only the six
-- PARTITION BY clauses are by hand, because Prisma's schema language has no word for them.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "InsightVerdict" AS ENUM ('SUSPECTS_RANKED', 'NOT_ENOUGH_EVIDENCE');

-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABANDONED');

-- CreateEnum
CREATE TYPE "Severity" AS ENUM ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO');

-- CreateEnum
CREATE TYPE "AlertStatus" AS ENUM ('FIRING', 'RESOLVED');

-- CreateEnum
CREATE TYPE "IncidentStatus" AS ENUM ('TRIGGERED', 'ACKNOWLEDGED', 'RESOLVED');

-- CreateEnum
CREATE TYPE "IntegrationSource" AS ENUM ('ALERTMANAGER', 'PROMETHEUS');

-- CreateEnum
CREATE TYPE "LineageKind" AS ENUM ('RULE', 'METRIC', 'RESOURCE', 'ALERT', 'INCIDENT', 'DELIVERY', 'RUN', 'INSIGHT');

-- CreateEnum
CREATE TYPE "DeliveryStatus" AS ENUM ('PENDING', 'SENDING', 'DELIVERED', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "ResourceKind" AS ENUM ('HOST', 'NODE', 'NAMESPACE', 'POD', 'DEPLOYMENT', 'SERVICE', 'DEVICE', 'INSTANCE');

-- CreateTable
CREATE TABLE "insight" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "incident_id" UUID NOT NULL,
    "verdict" "InsightVerdict" NOT NULL,
    "summary" TEXT NOT NULL,
    "suspects" JSONB NOT NULL,
    "evidence" JSONB NOT NULL,
    "key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "insight_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "playbook" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "steps" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "playbook_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "trigger" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "matchers" JSONB NOT NULL,
    "playbook_id" UUID NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trigger_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "trigger_decision" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "trigger_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "matched" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "trigger_decision_pkey" PRIMARY KEY ("tenant_id","at","trigger_id","subject_id","event")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "run" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "incident_id" UUID NOT NULL,
    "trigger_id" UUID NOT NULL,
    "playbook_id" UUID NOT NULL,
    "playbook_name" TEXT NOT NULL,
    "trigger_name" TEXT NOT NULL,
    "steps" JSONB NOT NULL,
    "incident" JSONB NOT NULL,
    "status" "RunStatus" NOT NULL DEFAULT 'QUEUED',
    "reason" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "run_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "run_step" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" "RunStatus" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "run_step_pkey" PRIMARY KEY ("tenant_id","run_id","position")
);

-- CreateTable
CREATE TABLE "run_output" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "input" JSONB NOT NULL,
    "output" JSONB,

    CONSTRAINT "run_output_pkey" PRIMARY KEY ("tenant_id","at","run_id","position")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "tenant" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "retention_days" INTEGER NOT NULL DEFAULT 400,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "email" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "person_identity" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "person_identity_pkey" PRIMARY KEY ("tenant_id","issuer","subject")
);

-- CreateTable
CREATE TABLE "team" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "team_member" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "team_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "team_member_pkey" PRIMARY KEY ("tenant_id","team_id","person_id")
);

-- CreateTable
CREATE TABLE "role" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "permissions" TEXT[],
    "builtin" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "role_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "team_role" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "team_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,

    CONSTRAINT "team_role_pkey" PRIMARY KEY ("tenant_id","team_id","role_id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "permissions" TEXT[],
    "person_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "connection" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "issuer" TEXT NOT NULL,
    "org" TEXT NOT NULL,
    "jwks_url" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "default_role_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" TEXT NOT NULL,
    "actor_id" UUID,
    "via" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("tenant_id","at","id")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "integration" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "source" "IntegrationSource" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "fingerprint_labels" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "integration_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "route" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "group_by" TEXT[],
    "group_wait_ms" INTEGER NOT NULL DEFAULT 30000,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "route_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "alert" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "fingerprint" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" "AlertStatus" NOT NULL,
    "severity" "Severity" NOT NULL,
    "labels" JSONB NOT NULL,
    "annotations" JSONB NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "first_received_at" TIMESTAMPTZ(3) NOT NULL,
    "last_received_at" TIMESTAMPTZ(3) NOT NULL,
    "received_count" INTEGER NOT NULL DEFAULT 1,
    "generator_url" TEXT,
    "expression" TEXT,
    "content_hash" TEXT NOT NULL DEFAULT '',
    "integration_id" UUID NOT NULL,
    "incident_id" UUID,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "alert_event" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "alert_id" UUID NOT NULL,
    "payload_id" UUID NOT NULL,
    "status" "AlertStatus" NOT NULL,
    "reason" TEXT NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "alert_event_pkey" PRIMARY KEY ("tenant_id","at","id")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "payload" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "integration_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "alert_count" INTEGER NOT NULL,

    CONSTRAINT "payload_pkey" PRIMARY KEY ("tenant_id","at","id")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "incident" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "status" "IncidentStatus" NOT NULL DEFAULT 'TRIGGERED',
    "severity" "Severity" NOT NULL,
    "labels" JSONB NOT NULL,
    "group_key" TEXT NOT NULL,
    "route_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" UUID,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_id" UUID,
    "flush_at" TIMESTAMPTZ(3) NOT NULL,
    "flushed_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "incident_alert" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "incident_id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_alert_pkey" PRIMARY KEY ("tenant_id","incident_id","alert_id")
);

-- CreateTable
CREATE TABLE "timeline_entry" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "incident_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor_id" UUID,
    "text" TEXT,
    "facts" JSONB NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "timeline_entry_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "lineage_clock" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "change" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "lineage_clock_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "lineage_node" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "kind" "LineageKind" NOT NULL,
    "id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "change" BIGINT NOT NULL,

    CONSTRAINT "lineage_node_pkey" PRIMARY KEY ("tenant_id","kind","id")
);

-- CreateTable
CREATE TABLE "lineage_edge" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "from_kind" "LineageKind" NOT NULL,
    "from_id" TEXT NOT NULL,
    "to_kind" "LineageKind" NOT NULL,
    "to_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "change" BIGINT NOT NULL,

    CONSTRAINT "lineage_edge_pkey" PRIMARY KEY ("tenant_id","from_kind","from_id","to_kind","to_id","kind")
);

-- CreateTable
CREATE TABLE "lineage_projection" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "reached" BIGINT NOT NULL DEFAULT 0,
    "projected_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lineage_projection_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "channel" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "incident_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "status" "DeliveryStatus" NOT NULL DEFAULT 'PENDING',
    "body" JSONB NOT NULL,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "delivery_attempt" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "http_status" INTEGER,
    "detail" TEXT,

    CONSTRAINT "delivery_attempt_pkey" PRIMARY KEY ("tenant_id","at","delivery_id","number")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "notice_dispatch" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "incident_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_dispatch_pkey" PRIMARY KEY ("tenant_id","incident_id","event")
);

-- CreateTable
CREATE TABLE "resource" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "kind" "ResourceKind" NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "labels" JSONB NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "resource_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "resource_relation" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "resource_relation_pkey" PRIMARY KEY ("tenant_id","from_id","to_id","kind")
);

-- CreateTable
CREATE TABLE "incident_resource" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "incident_id" UUID NOT NULL,
    "resource_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_resource_pkey" PRIMARY KEY ("tenant_id","incident_id","resource_id")
);

-- CreateIndex
CREATE INDEX "insight_tenant_id_incident_id_created_at_idx" ON "insight"("tenant_id", "incident_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "insight_tenant_id_incident_id_key_key" ON "insight"("tenant_id", "incident_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "playbook_tenant_id_name_key" ON "playbook"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "trigger_tenant_id_name_key" ON "trigger"("tenant_id", "name");

-- CreateIndex
CREATE INDEX "trigger_decision_tenant_id_subject_id_at_idx" ON "trigger_decision"("tenant_id", "subject_id", "at");

-- CreateIndex
CREATE INDEX "run_status_next_at_idx" ON "run"("status", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "run_tenant_id_incident_id_trigger_id_key" ON "run"("tenant_id", "incident_id", "trigger_id");

-- CreateIndex
CREATE INDEX "run_output_tenant_id_run_id_position_idx" ON "run_output"("tenant_id", "run_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_slug_key" ON "tenant"("slug");

-- CreateIndex
CREATE INDEX "person_tenant_id_name_idx" ON "person"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "team_tenant_id_name_key" ON "team"("tenant_id", "name");

-- CreateIndex
CREATE INDEX "team_member_tenant_id_person_id_idx" ON "team_member"("tenant_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "role_tenant_id_name_key" ON "role"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "connection_secret_hash_key" ON "connection"("secret_hash");

-- CreateIndex
CREATE UNIQUE INDEX "connection_issuer_org_key" ON "connection"("issuer", "org");

-- CreateIndex
CREATE INDEX "audit_entry_tenant_id_subject_id_at_idx" ON "audit_entry"("tenant_id", "subject_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "integration_token_hash_key" ON "integration"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "integration_tenant_id_name_key" ON "integration"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "route_tenant_id_name_key" ON "route"("tenant_id", "name");

-- CreateIndex
CREATE INDEX "alert_tenant_id_last_received_at_id_idx" ON "alert"("tenant_id", "last_received_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "alert_tenant_id_fingerprint_key" ON "alert"("tenant_id", "fingerprint");

-- CreateIndex
CREATE INDEX "alert_event_tenant_id_alert_id_at_idx" ON "alert_event"("tenant_id", "alert_id", "at" DESC);

-- CreateIndex
CREATE INDEX "payload_tenant_id_integration_id_at_idx" ON "payload"("tenant_id", "integration_id", "at" DESC);

-- CreateIndex
CREATE INDEX "incident_tenant_id_opened_at_id_idx" ON "incident"("tenant_id", "opened_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "incident_tenant_id_group_key_idx" ON "incident"("tenant_id", "group_key");

-- CreateIndex
CREATE UNIQUE INDEX "incident_tenant_id_number_key" ON "incident"("tenant_id", "number");

-- CreateIndex
CREATE INDEX "incident_alert_tenant_id_incident_id_joined_at_alert_id_idx" ON "incident_alert"("tenant_id", "incident_id", "joined_at", "alert_id");

-- CreateIndex
CREATE INDEX "incident_alert_tenant_id_alert_id_idx" ON "incident_alert"("tenant_id", "alert_id");

-- CreateIndex
CREATE INDEX "timeline_entry_tenant_id_incident_id_at_id_idx" ON "timeline_entry"("tenant_id", "incident_id", "at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "timeline_entry_tenant_id_incident_id_key_key" ON "timeline_entry"("tenant_id", "incident_id", "key");

-- CreateIndex
CREATE INDEX "lineage_node_tenant_id_change_idx" ON "lineage_node"("tenant_id", "change");

-- CreateIndex
CREATE INDEX "lineage_edge_tenant_id_to_kind_to_id_idx" ON "lineage_edge"("tenant_id", "to_kind", "to_id");

-- CreateIndex
CREATE INDEX "lineage_edge_tenant_id_change_idx" ON "lineage_edge"("tenant_id", "change");

-- CreateIndex
CREATE UNIQUE INDEX "channel_tenant_id_name_key" ON "channel"("tenant_id", "name");

-- CreateIndex
CREATE INDEX "delivery_status_next_at_idx" ON "delivery"("status", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_tenant_id_incident_id_channel_id_event_key" ON "delivery"("tenant_id", "incident_id", "channel_id", "event");

-- CreateIndex
CREATE INDEX "delivery_attempt_tenant_id_delivery_id_number_idx" ON "delivery_attempt"("tenant_id", "delivery_id", "number");

-- CreateIndex
CREATE INDEX "resource_tenant_id_name_id_idx" ON "resource"("tenant_id", "name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "resource_tenant_id_kind_key_key" ON "resource"("tenant_id", "kind", "key");

-- CreateIndex
CREATE INDEX "resource_relation_tenant_id_to_id_idx" ON "resource_relation"("tenant_id", "to_id");

-- CreateIndex
CREATE INDEX "incident_resource_tenant_id_resource_id_linked_at_idx" ON "incident_resource"("tenant_id", "resource_id", "linked_at" DESC);

-- AddForeignKey
ALTER TABLE "playbook" ADD CONSTRAINT "playbook_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trigger" ADD CONSTRAINT "trigger_tenant_id_playbook_id_fkey" FOREIGN KEY ("tenant_id", "playbook_id") REFERENCES "playbook"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_tenant_id_playbook_id_fkey" FOREIGN KEY ("tenant_id", "playbook_id") REFERENCES "playbook"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_tenant_id_trigger_id_fkey" FOREIGN KEY ("tenant_id", "trigger_id") REFERENCES "trigger"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_step" ADD CONSTRAINT "run_step_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_identity" ADD CONSTRAINT "person_identity_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "person"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team" ADD CONSTRAINT "team_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_tenant_id_team_id_fkey" FOREIGN KEY ("tenant_id", "team_id") REFERENCES "team"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "person"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role" ADD CONSTRAINT "role_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_role" ADD CONSTRAINT "team_role_tenant_id_team_id_fkey" FOREIGN KEY ("tenant_id", "team_id") REFERENCES "team"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_role" ADD CONSTRAINT "team_role_tenant_id_role_id_fkey" FOREIGN KEY ("tenant_id", "role_id") REFERENCES "role"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "person"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_tenant_id_default_role_id_fkey" FOREIGN KEY ("tenant_id", "default_role_id") REFERENCES "role"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration" ADD CONSTRAINT "integration_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "route" ADD CONSTRAINT "route_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_tenant_id_integration_id_fkey" FOREIGN KEY ("tenant_id", "integration_id") REFERENCES "integration"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_tenant_id_incident_id_fkey" FOREIGN KEY ("tenant_id", "incident_id") REFERENCES "incident"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_tenant_id_route_id_fkey" FOREIGN KEY ("tenant_id", "route_id") REFERENCES "route"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_alert" ADD CONSTRAINT "incident_alert_tenant_id_incident_id_fkey" FOREIGN KEY ("tenant_id", "incident_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_alert" ADD CONSTRAINT "incident_alert_tenant_id_alert_id_fkey" FOREIGN KEY ("tenant_id", "alert_id") REFERENCES "alert"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entry" ADD CONSTRAINT "timeline_entry_tenant_id_incident_id_fkey" FOREIGN KEY ("tenant_id", "incident_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_tenant_id_channel_id_fkey" FOREIGN KEY ("tenant_id", "channel_id") REFERENCES "channel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource" ADD CONSTRAINT "resource_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_relation" ADD CONSTRAINT "resource_relation_tenant_id_from_id_fkey" FOREIGN KEY ("tenant_id", "from_id") REFERENCES "resource"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_relation" ADD CONSTRAINT "resource_relation_tenant_id_to_id_fkey" FOREIGN KEY ("tenant_id", "to_id") REFERENCES "resource"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_resource" ADD CONSTRAINT "incident_resource_tenant_id_resource_id_fkey" FOREIGN KEY ("tenant_id", "resource_id") REFERENCES "resource"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
