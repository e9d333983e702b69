import type { Labels } from '#contracts/words';
import { readRaised } from '#graph/querying/readThings';
import type { Neighbourhood } from '#graph/querying/reachNearby';
import type { Incident } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import type { LiveRule } from './correlationRule.ts';

/** Most incidents that one is compared with. */
export const mostCandidates = 20;

/** Of the open incidents only the latest are looked at, and of what their neighbourhood raised only the latest alerts: a storm makes this no slower. */
const latestOpen = 2_000;
const latestRaised = 2_000;

/**
 * The open incidents that an incident is most likely the same problem as: first those whose alerts came from its neighbourhood, then those that share the labels of a rule, then the
 * latest that were opened or joined within the widest window. The last tell people why nothing matched.
 */
export async function findCandidates(
  db: IncidentsDb,
  tenantId: string,
  self: Pick<Incident, 'id' | 'openedAt'> & { labels: Labels },
  rules: readonly LiveRule[],
  neighbourhood: Neighbourhood | null,
): Promise<Incident[]> {
  const near = neighbourhood ? [...neighbourhood.reached.values()].toSorted((one, other) => one.hops - other.hops).slice(0, 1_000) : [];
  const raised = await readRaised(
    db,
    near.map(({ key }) => key),
    latestRaised,
  );
  const since = new Date(self.openedAt.getTime() - Math.max(...rules.map(({ windowMinutes }) => windowMinutes)) * 60_000);
  const found = await db.$queryRaw<{ id: string }[]>`
    WITH open AS MATERIALIZED (
      SELECT id, labels, opened_at FROM incident
      WHERE tenant_id = ${tenantId}::uuid AND status <> 'RESOLVED' AND status IN ('TRIGGERED', 'ACKNOWLEDGED')
      ORDER BY opened_at DESC, id DESC LIMIT ${latestOpen}::int
    ), near AS MATERIALIZED (
      SELECT DISTINCT incident_id AS id FROM incident_alert WHERE tenant_id = ${tenantId}::uuid AND alert_id = ANY(${raised}::uuid[])
    ), ranked AS (
      SELECT o.id, o.opened_at, CASE WHEN o.id IN (SELECT id FROM near) THEN 0 WHEN o.labels @> ANY(${sharedOf(self.labels, rules)}::text[]::jsonb[]) THEN 1 ELSE 2 END AS rank
      FROM open o WHERE o.id <> ${self.id}::uuid
    )
    SELECT id FROM ranked r
    WHERE opened_at >= ${since} OR EXISTS (
      SELECT FROM incident_alert m WHERE m.tenant_id = ${tenantId}::uuid AND m.incident_id = r.id AND m.joined_at >= ${since} AND m.joined_at <= ${self.openedAt}
    )
    ORDER BY rank, opened_at DESC, id DESC LIMIT ${mostCandidates}::int`;
  const ids = found.map(({ id }) => id);
  const incidents = ids.length === 0 ? [] : await db.incident.findMany({ where: { id: { in: ids } } });
  const incidentOf = new Map(incidents.map((incident) => [incident.id, incident]));
  return ids.flatMap((id) => incidentOf.get(id) ?? []);
}

/** What another must have to share the labels of a rule, as JSON; rules whose labels the incident itself lacks are left out. */
function sharedOf(labels: Labels, rules: readonly LiveRule[]): string[] {
  return rules
    .filter((rule) => rule.labels.length > 0 && rule.labels.every((name) => Object.hasOwn(labels, name) && labels[name]))
    .map((rule) => JSON.stringify(Object.fromEntries(rule.labels.map((name) => [name, labels[name]]))));
}
