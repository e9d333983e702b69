import { AppError } from '#kit/errors';
import type { IncidentsDb } from '../context.ts';
import { isUuid } from '../isUuid.ts';
import { readMatchers, type ReadSilence } from './readActiveSilences.ts';

/** The silence, locked, so that what is decided on its state is still true when it is written. NOT_FOUND when the tenant has none of this id. */
export async function takeSilence(db: IncidentsDb, tenantId: string, id: string): Promise<ReadSilence> {
  if (isUuid(id)) await db.$executeRaw`SELECT FROM silence WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const silence = isUuid(id) ? await db.silence.findUnique({ where: { tenantId_id: { tenantId, id } } }) : null;
  if (!silence) throw new AppError('NOT_FOUND', `There is no silence with the id ${id}.`);
  return readMatchers(silence);
}
