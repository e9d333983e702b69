import { AppError } from '#kit/errors';
import type { IncidentsDb } from '../context.ts';

/** CONFLICT when another integration that is not deleted has this name. */
export async function refuseTakenName(db: IncidentsDb, name: string, ownId?: string): Promise<void> {
  const taken = await db.integration.findFirst({
    where: { name, archivedAt: null, ...(ownId !== undefined && { id: { not: ownId } }) },
    select: { id: true },
  });
  if (taken) throw new AppError('CONFLICT', `There is an integration named "${name}" already.`);
}
