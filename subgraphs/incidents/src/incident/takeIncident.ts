import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Incident } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { lockIncidents } from '../ingest/store/lockIncidents.ts';
import { isUuid } from '../isUuid.ts';

/** The incident, locked, so that what is decided on its state is still true when it is written. NOT_FOUND when the caller's tenant has none of this id. */
export async function takeIncident(db: IncidentsDb, { tenantId }: Pick<Caller, 'tenantId'>, id: string): Promise<Incident> {
  const [incident] = isUuid(id) ? await lockIncidents(db, tenantId, [id]) : [];
  if (!incident) throw new AppError('NOT_FOUND', `There is no incident with the id ${id}.`);
  return incident;
}
