-- What a script may use. Those that are there keep the network, which nobody had to ask for before.
ALTER TABLE "script" ADD COLUMN "limits" JSONB NOT NULL DEFAULT '{"network": true}';
ALTER TABLE "script_version" ADD COLUMN "limits" JSONB NOT NULL DEFAULT '{"network": true}';
ALTER TABLE "script" ALTER COLUMN "limits" SET DEFAULT '{}';
ALTER TABLE "script_version" ALTER COLUMN "limits" SET DEFAULT '{}';
SELECT lookup.protect_tenant_tables();
