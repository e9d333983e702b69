-- Files of incidents. The bytes are in the object store; a row says that they are there, and a row that goes leaves their key to be removed.
CREATE TABLE "incident_attachment" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "incident_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT,
    "content_type" TEXT NOT NULL DEFAULT 'application/octet-stream',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "stored_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_attachment_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE INDEX "incident_attachment_tenant_id_incident_id_stored_at_id_idx" ON "incident_attachment"("tenant_id", "incident_id", "stored_at", "id");
ALTER TABLE "incident_attachment" ADD CONSTRAINT "incident_attachment_tenant_id_incident_id_fkey" FOREIGN KEY ("tenant_id", "incident_id") REFERENCES "incident"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "object_removal" (
    "tenant_id" UUID NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
    "key" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "object_removal_pkey" PRIMARY KEY ("tenant_id","key")
);
CREATE INDEX "object_removal_since_idx" ON "object_removal"("since");

SELECT lookup.protect_tenant_tables();

CREATE POLICY seen_by_viewer ON incident_attachment AS RESTRICTIVE FOR SELECT TO sre_app
  USING ((SELECT viewer()) IS NULL OR sees_incident(incident_id));

CREATE FUNCTION note_object_removal() RETURNS trigger LANGUAGE plpgsql SET search_path = public
  AS $$
  BEGIN
    INSERT INTO object_removal (tenant_id, key) VALUES (OLD.tenant_id, OLD.key) ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;
CREATE TRIGGER note_object_removal AFTER DELETE ON incident_attachment FOR EACH ROW EXECUTE FUNCTION note_object_removal();

-- Looking across tenants: uploads that never became whole, files of incidents that are past their tenant's retention, and objects to be removed.
CREATE INDEX incident_attachment_unfinished ON incident_attachment (created_at) WHERE stored_at IS NULL;
CREATE POLICY lookup ON incident_attachment FOR SELECT TO sre_lookup USING (true);
CREATE POLICY lookup ON object_removal FOR SELECT TO sre_lookup USING (true);
GRANT SELECT (tenant_id, id, incident_id, created_at, stored_at) ON incident_attachment TO sre_lookup;
GRANT SELECT (tenant_id, key, since) ON object_removal TO sre_lookup;
GRANT SELECT (resolved_at) ON incident TO sre_lookup;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;
SET ROLE sre_lookup;
CREATE FUNCTION lookup.attachments_to_drop(present timestamptz, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    (SELECT a.tenant_id, a.id FROM incident_attachment a WHERE a.stored_at IS NULL AND a.created_at < present - interval '1 hour' LIMIT most)
    UNION ALL
    (SELECT a.tenant_id, a.id FROM incident_attachment a
      JOIN incident i ON i.tenant_id = a.tenant_id AND i.id = a.incident_id
      JOIN tenant t ON t.id = a.tenant_id
      WHERE i.resolved_at < present - t.retention_days * interval '1 day' LIMIT most) $$;
CREATE FUNCTION lookup.objects_to_remove(most int) RETURNS TABLE (tenant_id uuid, key text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, key FROM object_removal ORDER BY since LIMIT most $$;
REVOKE EXECUTE ON FUNCTION lookup.attachments_to_drop(timestamptz, int), lookup.objects_to_remove(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup.attachments_to_drop(timestamptz, int), lookup.objects_to_remove(int) TO sre_app;
RESET ROLE;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
