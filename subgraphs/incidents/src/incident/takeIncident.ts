import { type Caller, viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Incident } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { lockIncidents } from '../ingest/store/lockIncidents.ts';
import { isUuid } from '../isUuid.ts';

/** Whose incidents are taken. */
type Taker = Pick<Caller, 'tenantId' | 'personId' | 'teamIds' | 'permissions'>;

/** The incident, locked, so that what is decided on its state is still true when it is written. NOT_FOUND when the caller knows none of this id. */
export async function takeIncident(db: IncidentsDb, caller: Taker, id: string): Promise<Incident> {
  const [incident] = await takeIncidents(db, caller, [id]);
  if (!incident) throw new Error('One incident was asked for and none was refused.');
  return incident;
}

/** These incidents, in the order of the ids, locked together. NOT_FOUND for the first that the caller's tenant has not, or that is hidden from the caller. */
export async function takeIncidents(db: IncidentsDb, caller: Taker, ids: readonly string[]): Promise<Incident[]> {
  const incidents = await lockIncidents(db, caller.tenantId, ids.filter(isUuid));
  const hidden = await findHidden(db, caller, incidents);
  const incidentOf = new Map(incidents.filter(({ id }) => !hidden.has(id)).map((incident) => [incident.id, incident]));
  return ids.map((id) => {
    const incident = incidentOf.get(id.toLowerCase());
    if (!incident) throw new AppError('NOT_FOUND', `There is no incident with the id ${id}.`);
    return incident;
  });
}

/** Those that are private and not the caller's. A verb writes as the platform, so the policies that bind readers (migration `private`) do not bind it. */
async function findHidden(db: IncidentsDb, caller: Taker, incidents: readonly Incident[]): Promise<Set<string>> {
  const viewer = viewerOf(caller);
  const closed = incidents.filter((incident) => incident.private).map(({ id }) => id);
  if (viewer === null || closed.length === 0) return new Set();
  const parts = await db.incidentRole.findMany({ where: { incidentId: { in: closed }, personId: { in: [...viewer] } } });
  const own = new Set(parts.map(({ incidentId }) => incidentId));
  const isOwn = ({ id, assigneeId, ownerTeamId }: Incident) =>
    own.has(id) || [assigneeId, ownerTeamId].some((each) => each !== null && viewer.includes(each));
  return new Set(incidents.filter((incident) => incident.private && !isOwn(incident)).map(({ id }) => id));
}
