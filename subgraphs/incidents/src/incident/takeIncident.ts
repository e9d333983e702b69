import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Incident } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { lockIncidents } from '../ingest/store/lockIncidents.ts';
import { isUuid } from '../isUuid.ts';

/** The incident, locked, so that what is decided on its state is still true when it is written. NOT_FOUND when the caller's tenant has none of this id. */
export async function takeIncident(db: IncidentsDb, caller: Pick<Caller, 'tenantId'>, id: string): Promise<Incident> {
  const [incident] = await takeIncidents(db, caller, [id]);
  if (!incident) throw new Error('One incident was asked for and none was refused.');
  return incident;
}

/** These incidents, in the order of the ids, locked together. NOT_FOUND for the first that the caller's tenant has not. */
export async function takeIncidents(db: IncidentsDb, { tenantId }: Pick<Caller, 'tenantId'>, ids: readonly string[]): Promise<Incident[]> {
  const incidents = await lockIncidents(db, tenantId, ids.filter(isUuid));
  const incidentOf = new Map(incidents.map((incident) => [incident.id, incident]));
  return ids.map((id) => {
    const incident = incidentOf.get(id.toLowerCase());
    if (!incident) throw new AppError('NOT_FOUND', `There is no incident with the id ${id}.`);
    return incident;
  });
}
