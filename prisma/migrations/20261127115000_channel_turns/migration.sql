-- Deliveries wait for their channel: for its circuit breaker, or for a turn at its rate. And answers to notices, each once.

-- A deleted channel stays for the history of its deliveries, and its name is free.
ALTER TABLE channel ADD COLUMN archived_at timestamptz(3);
DROP INDEX channel_tenant_id_name_key;
CREATE INDEX channel_tenant_id_name_idx ON channel (tenant_id, name);
CREATE UNIQUE INDEX channel_name_taken ON channel (tenant_id, name) WHERE archived_at IS NULL;

ALTER TABLE delivery ADD COLUMN waits_for text;
CREATE INDEX delivery_held_by_breaker ON delivery (tenant_id, channel_id) WHERE waits_for = 'breaker';

CREATE TABLE notice_answer (
  tenant_id uuid NOT NULL DEFAULT (current_setting('app.tenant_id'::text))::uuid,
  delivery_id uuid NOT NULL,
  action text NOT NULL,
  person_id uuid NOT NULL,
  via text NOT NULL,
  at timestamptz(3) NOT NULL,
  CONSTRAINT notice_answer_pkey PRIMARY KEY (tenant_id, delivery_id, action),
  CONSTRAINT notice_answer_tenant_id_delivery_id_fkey FOREIGN KEY (tenant_id, delivery_id) REFERENCES delivery (tenant_id, id)
    ON DELETE CASCADE ON UPDATE CASCADE
);

SELECT lookup.protect_tenant_tables();

-- Clicks on buttons come with the channel in their address; what proves them is a secret of the channel.
CREATE POLICY lookup ON channel FOR SELECT TO sre_lookup USING (true);
GRANT SELECT (tenant_id, id) ON channel TO sre_lookup;
CREATE FUNCTION lookup.channel_by_id(wanted uuid) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT tenant_id, id FROM channel WHERE id = wanted $$;
REVOKE EXECUTE ON FUNCTION lookup.channel_by_id(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup.channel_by_id(uuid) TO sre_app;
GRANT CREATE ON SCHEMA lookup TO sre_lookup;
ALTER FUNCTION lookup.channel_by_id(uuid) OWNER TO sre_lookup;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
