import { type Caller, viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import { readAs } from '#kit/tenant';
import type { Incident } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { lockIncidents } from '../ingest/store/lockIncidents.ts';
import { isUuid } from '../isUuid.ts';

/** Whose incidents are taken. */
export type Taker = Pick<Caller, 'tenantId' | 'personId' | 'teamIds' | 'permissions' | 'scope'>;

/** The incident, locked, so that what is decided on its state is still true when it is written. NOT_FOUND when the caller knows none of this id. */
export async function takeIncident(db: IncidentsDb, caller: Taker, id: string): Promise<Incident> {
  const [incident] = await takeIncidents(db, caller, [id]);
  if (!incident) throw new Error('One incident was asked for and none was refused.');
  return incident;
}

/** These incidents, in the order of the ids, locked together. NOT_FOUND for the first that the caller's tenant has not, or that is hidden from the caller. */
export async function takeIncidents(db: IncidentsDb, caller: Taker, ids: readonly string[]): Promise<Incident[]> {
  const incidents = await lockIncidents(db, caller.tenantId, ids.filter(isUuid));
  const seen = await findSeen(db, caller, incidents);
  const incidentOf = new Map(incidents.filter(({ id }) => seen.has(id)).map((incident) => [incident.id, incident]));
  return ids.map((id) => {
    const incident = incidentOf.get(id.toLowerCase());
    if (!incident) throw new AppError('NOT_FOUND', `There is no incident with the id ${id}.`);
    return incident;
  });
}

/** Those that the caller may see. A verb writes as the platform, so the policies that bind readers are asked on their own. */
async function findSeen(db: IncidentsDb, caller: Taker, incidents: readonly Incident[]): Promise<Set<string>> {
  const ids = incidents.map(({ id }) => id);
  const isOpenToAll = !caller.scope && incidents.every((incident) => !incident.private);
  if (isOpenToAll) return new Set(ids);
  const seen = await readAs(db, viewerOf(caller), () => db.incident.findMany({ where: { id: { in: ids } }, select: { id: true } }));
  return new Set(seen.map(({ id }) => id));
}
