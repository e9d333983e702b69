import type { LineagePath, Nearby, Neighbourhood } from '#graph/querying/reachNearby';
import { nearestOf, readPaths } from '#graph/querying/reachNearby';
import { readThings } from '#graph/querying/readThings';
import { type NodeKey, nameOf } from '#graph/lineage';
import type { Incident } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { labelsOf } from '../incident/incidentFacts.ts';
import type { Lineage, Pair } from './judgePair.ts';

/** Latest alerts of an incident whose resources stand for it. */
const mostAlerts = 50;

/** An incident and another, as rules are asked about them; `path` leads from the older's resource to the younger's. */
export type KnownPair = { other: Incident; older: Incident; younger: Incident; pair: Pair; path: LineagePath | null };

/** The resources and data jobs that incidents are about, by the incident's id: those of the alerts that joined last. */
export async function readThingsOf(db: IncidentsDb, tenantId: string, ids: readonly string[]): Promise<Map<string, NodeKey[]>> {
  if (ids.length === 0) return new Map();
  const members = await db.$queryRaw<{ incidentId: string; alertId: string }[]>`
    SELECT i.id AS "incidentId", m.alert_id AS "alertId" FROM unnest(${[...ids]}::uuid[]) AS i(id)
    CROSS JOIN LATERAL (
      SELECT alert_id FROM incident_alert WHERE tenant_id = ${tenantId}::uuid AND incident_id = i.id ORDER BY joined_at DESC, alert_id DESC LIMIT ${mostAlerts}::int
    ) AS m`;
  const thingsOf = await readThings(
    db,
    members.map(({ alertId }) => alertId),
  );
  return new Map(
    [...Map.groupBy(members, ({ incidentId }) => incidentId)].map(([id, alerts]) => {
      const things = alerts.flatMap(({ alertId }) => thingsOf.get(alertId) ?? []);
      return [id, [...new Map(things.map((thing) => [nameOf(thing), thing])).values()]];
    }),
  );
}

/** All that rules ask about an incident and these others, in a handful of statements for all of them. `neighbourhood` is null when no rule asks the lineage. */
export async function readPairs(
  db: IncidentsDb,
  tenantId: string,
  self: Incident,
  others: readonly Incident[],
  neighbourhood: Neighbourhood | null,
): Promise<KnownPair[]> {
  if (others.length === 0) return [];
  const ordered = others.map((other) => (isOlder(other, self) ? { other, older: other, younger: self } : { other, older: self, younger: other }));
  const joinedAt = await readJoined(db, tenantId, ordered);
  const memory = await readMemory(db, tenantId, ordered);
  const sharesViewers = await compareViewers(db, self, others);
  const thingsOf =
    neighbourhood === null
      ? null
      : await readThingsOf(
          db,
          tenantId,
          others.map(({ id }) => id),
        );
  const nearest = new Map<string, Nearby>();
  for (const { id } of others) {
    const found = neighbourhood && nearestOf(neighbourhood, thingsOf?.get(id) ?? []);
    if (found) nearest.set(id, found);
  }
  const ends = [...nearest];
  const paths = neighbourhood
    ? await readPaths(
        db,
        neighbourhood,
        ends.map(([, end]) => end),
      )
    : [];
  const pathTo = new Map(ends.map(([id], at) => [id, paths[at]]));

  return ordered.map(({ other, older, younger }) => {
    const path = pathTo.get(other.id);
    return {
      ...{ other, older, younger },
      path: path === undefined ? null : older === self ? path : reversed(path),
      pair: {
        older: { labels: labelsOf(older.labels), openedAt: older.openedAt.getTime(), joinedAt: joinedAt.get(other.id)?.getTime() ?? null },
        younger: { labels: labelsOf(younger.labels), openedAt: younger.openedAt.getTime() },
        sharesViewers: sharesViewers(other),
        memory: memory(older, younger),
        lineage: lineageOf(neighbourhood, nearest.get(other.id), thingsOf?.get(other.id) ?? []),
      },
    };
  });
}

/** Whether an incident was opened before another; of one moment, the one with the smaller number. */
function isOlder(one: Incident, other: Incident): boolean {
  const apart = one.openedAt.getTime() - other.openedAt.getTime();
  return apart < 0 || (apart === 0 && one.number < other.number);
}

function lineageOf(neighbourhood: Neighbourhood | null, nearest: Nearby | undefined, things: readonly NodeKey[]): Lineage {
  if (nearest) return { kind: 'NEAR', hops: nearest.hops };
  if (neighbourhood === null || neighbourhood.reached.size === 0 || things.length === 0) return { kind: 'UNKNOWN' };
  return { kind: 'APART', truncated: neighbourhood.truncated };
}

function reversed({ nodes, edges }: LineagePath): LineagePath {
  return { nodes: nodes.toReversed(), edges: edges.toReversed() };
}

type Ordered = { other: Incident; older: Incident; younger: Incident };

/** When an alert last joined the older of each pair before the younger was opened, by the other's id. */
async function readJoined(db: IncidentsDb, tenantId: string, pairs: readonly Ordered[]): Promise<Map<string, Date>> {
  const rows = await db.$queryRaw<{ id: string; joinedAt: Date | null }[]>`
    SELECT p.id, (
      SELECT max(joined_at) FROM incident_alert m WHERE m.tenant_id = ${tenantId}::uuid AND m.incident_id = p.older_id AND m.joined_at <= p.opened_at
    ) AS "joinedAt"
    FROM unnest(
      ${pairs.map(({ other }) => other.id)}::uuid[], ${pairs.map(({ older }) => older.id)}::uuid[], ${pairs.map(({ younger }) => younger.openedAt.toISOString())}::timestamptz[]
    ) AS p(id, older_id, opened_at)`;
  return new Map(rows.flatMap(({ id, joinedAt }) => (joinedAt ? [[id, joinedAt] as const] : [])));
}

/** What was said of pairs before: a suggestion that a person turned down, a merge that was undone, or one that was split off the other. */
async function readMemory(
  db: IncidentsDb,
  tenantId: string,
  pairs: readonly Ordered[],
): Promise<(older: Incident, younger: Incident) => Pair['memory']> {
  const rows = await db.$queryRaw<{ olderId: string; youngerId: string; memory: 'DISMISSED' | 'UNDONE' }[]>`
    SELECT p.older_id AS "olderId", p.younger_id AS "youngerId", coalesce(
      (SELECT 'DISMISSED' FROM correlation c
        WHERE c.tenant_id = ${tenantId}::uuid AND c.older_id = p.older_id AND c.younger_id = p.younger_id AND c.state = 'DISMISSED'),
      (SELECT 'UNDONE' FROM incident_merge m WHERE m.tenant_id = ${tenantId}::uuid AND m.undone_at IS NOT NULL
        AND ((m.source_id = p.younger_id AND m.target_id = p.older_id) OR (m.source_id = p.older_id AND m.target_id = p.younger_id)) LIMIT 1)
    ) AS memory
    FROM unnest(${pairs.map(({ older }) => older.id)}::uuid[], ${pairs.map(({ younger }) => younger.id)}::uuid[]) AS p(older_id, younger_id)`;
  const memoryOf = new Map(rows.map((row) => [`${row.olderId} ${row.youngerId}`, row.memory]));
  return (older, younger) => (isSplitOff(younger, older) ? 'SPLIT' : (memoryOf.get(`${older.id} ${younger.id}`) ?? null));
}

/** Whether a person took alerts out of the older into the younger. */
function isSplitOff({ facts }: Incident, older: Incident): boolean {
  const { from, takenFrom = [] } = facts as { from?: { id?: string }; takenFrom?: string[] };
  return from?.id === older.id || takenFrom.includes(older.id);
}

/** Whether the same people see an incident and another: everybody, or of two private ones the same assignee, team and people with a role. */
async function compareViewers(db: IncidentsDb, self: Incident, others: readonly Incident[]): Promise<(other: Incident) => boolean> {
  const closed = [self, ...others].filter((incident) => incident.private).map(({ id }) => id);
  const roles = closed.length === 0 ? [] : await db.incidentRole.findMany({ where: { incidentId: { in: closed } } });
  const rolesOf = Map.groupBy(roles, ({ incidentId }) => incidentId);
  const viewersOf = ({ id, assigneeId, ownerTeamId }: Incident): string => {
    const people = [assigneeId, ownerTeamId, ...(rolesOf.get(id) ?? []).map(({ personId }) => personId)];
    return [...new Set(people.filter((each) => each !== null))].sort().join();
  };
  return (other) => self.private === other.private && (!self.private || viewersOf(self) === viewersOf(other));
}
