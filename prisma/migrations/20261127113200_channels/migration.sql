-- Channels of any kind, and deliveries that are one conversation with one destination each.
--
-- What is there is rewritten by USING and not by UPDATE: the role that owns the tables sees none of the tenants' rows.

ALTER TABLE channel RENAME COLUMN url TO config;
ALTER TABLE channel RENAME COLUMN secret TO secrets;
ALTER TABLE channel
  ALTER COLUMN config TYPE jsonb USING jsonb_build_object('url', config),
  ALTER COLUMN config SET DEFAULT '{}',
  ALTER COLUMN secrets TYPE jsonb USING jsonb_build_object('secret', secrets),
  ALTER COLUMN secrets SET DEFAULT '{}',
  ADD COLUMN team_id uuid,
  ADD COLUMN rate_per_minute integer,
  ADD COLUMN rate_next_at timestamptz(3),
  ADD COLUMN failures_in_row integer NOT NULL DEFAULT 0,
  ADD COLUMN breaker_until timestamptz(3),
  ADD COLUMN breaker_trips integer NOT NULL DEFAULT 0,
  ADD COLUMN last_delivered_at timestamptz(3),
  ADD COLUMN last_failed_at timestamptz(3),
  ADD COLUMN last_failure text,
  ADD COLUMN last_detail text,
  ADD COLUMN updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

ALTER TABLE delivery
  ADD COLUMN dedup_key text,
  ADD COLUMN thread_key text,
  ADD COLUMN contact_id uuid,
  ADD COLUMN person_id uuid,
  ADD COLUMN target jsonb,
  ADD COLUMN details jsonb,
  ADD COLUMN cause jsonb,
  ADD COLUMN importance text NOT NULL DEFAULT 'default',
  ADD COLUMN language text NOT NULL DEFAULT 'en-US',
  ADD COLUMN cancel_outcome text,
  ADD COLUMN provider_id text,
  ADD COLUMN sent jsonb;
ALTER TABLE delivery
  ALTER COLUMN dedup_key TYPE text USING incident_id || ':' || channel_id || ':' || event,
  ALTER COLUMN thread_key TYPE text USING channel_id || ':',
  ALTER COLUMN incident_id DROP NOT NULL,
  ALTER COLUMN body DROP NOT NULL;
ALTER TABLE delivery ALTER COLUMN dedup_key SET NOT NULL, ALTER COLUMN thread_key SET NOT NULL;

DROP INDEX delivery_tenant_id_incident_id_channel_id_event_key;
CREATE UNIQUE INDEX delivery_tenant_id_dedup_key_key ON delivery (tenant_id, dedup_key);
CREATE INDEX delivery_tenant_id_incident_id_thread_key_idx ON delivery (tenant_id, incident_id, thread_key);
CREATE INDEX delivery_tenant_id_channel_id_created_at_idx ON delivery (tenant_id, channel_id, created_at);
-- A conversation is opened once; one that was called off before anybody heard of it may be opened again.
CREATE UNIQUE INDEX delivery_thread_opened ON delivery (tenant_id, incident_id, thread_key) WHERE event = 'opened' AND status <> 'CANCELLED';

SELECT lookup.protect_tenant_tables();
