-- What would flood one destination is told there by one notice about many incidents: a group. What it stands for keeps its own row, which ends as the group does.
ALTER TABLE delivery
  ADD COLUMN grouped_into uuid,
  ADD COLUMN storm_id uuid,
  ADD COLUMN about uuid[] DEFAULT ARRAY[]::uuid[];

-- What a destination waits for, what it was told lately, what a group stands for, and the groups of a destination.
CREATE INDEX delivery_waiting_at ON delivery (tenant_id, thread_key) WHERE status IN ('PENDING', 'SENDING');
CREATE INDEX delivery_told_at ON delivery (tenant_id, thread_key, finished_at) WHERE status = 'DELIVERED';
CREATE INDEX delivery_grouped ON delivery (tenant_id, grouped_into) WHERE grouped_into IS NOT NULL;
CREATE INDEX delivery_groups_at ON delivery (tenant_id, thread_key, created_at) WHERE storm_id IS NOT NULL;

-- A group is seen by those who see all that it is about.
DROP POLICY seen_by_viewer ON delivery;
CREATE POLICY seen_by_viewer ON delivery AS RESTRICTIVE FOR SELECT TO sre_app USING (
  NOT (SELECT restricted()) OR sees_incident(incident_id)
  OR (incident_id IS NULL AND about <> '{}' AND NOT EXISTS (SELECT FROM unnest(about) AS told(id) WHERE NOT sees_incident(told.id))));

SELECT lookup.protect_tenant_tables();
