-- How long before its end a silence says so is the tenant's to decide; until now it was 15 minutes for everybody.
ALTER TABLE "quiet_policy" ADD COLUMN "ending_lead_minutes" INTEGER NOT NULL DEFAULT 15;

SELECT lookup.protect_tenant_tables();

CREATE POLICY lookup ON quiet_policy FOR SELECT TO sre_lookup USING (true);
GRANT SELECT (tenant_id, ending_lead_minutes) ON quiet_policy TO sre_lookup;

-- Silences in force that end within their tenant's lead, or `usual` minutes where the tenant has said nothing, and were long enough to be forgotten: at least
-- four times as long. A lead of 0 finds none.
DROP FUNCTION lookup.silences_ending(timestamptz, interval, int);
CREATE FUNCTION lookup.silences_ending(due timestamptz, usual int, most int) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT s.tenant_id, s.id FROM silence s
    LEFT JOIN quiet_policy p ON p.tenant_id = s.tenant_id
    CROSS JOIN LATERAL (SELECT make_interval(mins => coalesce(p.ending_lead_minutes, usual)) AS length) lead
    WHERE s.ending_told_at IS NULL AND s.approval IN ('NOT_NEEDED', 'APPROVED')
      AND s.window_starts_at <= due AND s.window_ends_at > due AND s.window_ends_at <= due + lead.length
      -- The longest lead that a policy may have, for the index.
      AND s.window_ends_at <= due + interval '1 day'
      AND s.window_ends_at - s.window_starts_at >= 4 * lead.length
    ORDER BY s.window_ends_at LIMIT most
  $$;

GRANT CREATE ON SCHEMA lookup TO sre_lookup;
REVOKE EXECUTE ON FUNCTION lookup.silences_ending(timestamptz, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup.silences_ending(timestamptz, int, int) TO sre_app;
ALTER FUNCTION lookup.silences_ending(timestamptz, int, int) OWNER TO sre_lookup;
REVOKE CREATE ON SCHEMA lookup FROM sre_lookup;
