import type { Labels } from '#contracts/words';
import type { Incident } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { findCauses, readQuietRules } from '../quiet/findCauses.ts';
import type { QuietCause } from '../quiet/quietCause.ts';
import { readMembers } from '../quiet/readMembers.ts';

/** A firing alert in one of its groups, with what mutes it there. */
export type Firing = {
  id: string;
  labels: Labels;
  annotations: Labels;
  startsAt: Date;
  updatedAt: Date;
  generatorUrl: string | null;
  group: { key: string; labels: Labels; receiver: string };
  causes: QuietCause[];
};

/** Most alerts of one answer: the API knows no pages, and nobody's dashboard draws more. */
export const mostAlerts = 10_000;

/** Everything that fires, once for each open incident that it is in, by the judgement that also decides who is told. */
export async function readFiring(unit: IncidentsUnit, tenantId: string): Promise<Firing[]> {
  const { db } = unit;
  const incidents = await db.incident.findMany({
    where: { status: { not: 'RESOLVED' }, members: { some: { alert: { status: 'FIRING' } } } },
    orderBy: { number: 'asc' },
    include: { route: { select: { name: true } } },
    take: mostAlerts,
  });
  const members = await readMembers(
    db,
    incidents.map(({ id }) => id),
  );
  const firing = incidents.flatMap((incident) =>
    (members.get(incident.id) ?? []).filter(({ isFiring }) => isFiring).map((member) => ({ ...member, routeId: incident.routeId, incident })),
  );
  const causesOf = await findCauses(db, tenantId, firing, await readQuietRules(unit, tenantId));
  const places = firing.map(({ id, incident }) => ({ id, group: groupOf(incident), causes: causesOf.get(id) ?? [] }));
  const alerts = await db.alert.findMany({ where: { id: { in: [...new Set(places.map(({ id }) => id))].slice(0, mostAlerts) } } });
  const alertOf = new Map(alerts.map((alert) => [alert.id, alert]));
  return places.flatMap(({ id, ...place }) => {
    const alert = alertOf.get(id);
    if (!alert) return [];
    const { startsAt, lastReceivedAt: updatedAt, generatorUrl } = alert;
    return [{ id, labels: alert.labels as Labels, annotations: alert.annotations as Labels, startsAt, updatedAt, generatorUrl, ...place }];
  });
}

/** The labels that an incident was grouped by stand in the facts of its opening. */
function groupOf({ groupKey, facts, route }: Incident & { route: { name: string } }): Firing['group'] {
  const { group } = facts as { group?: Labels };
  return { key: groupKey, labels: group ?? {}, receiver: route.name };
}
