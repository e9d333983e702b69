import { viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import { readAs } from '#kit/tenant';
import type { Alert } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import type { Taker } from '../incident/takeIncident.ts';
import { isUuid } from '../isUuid.ts';

/** Most alerts that one verb moves. */
export const mostAlerts = 1_000;

/**
 * These alerts as they stand while the intake is locked. BAD_USER_INPUT for too many, NOT_FOUND for one that the
 * tenant does not know or that is hidden from the caller.
 */
export async function takeAlerts(db: IncidentsDb, caller: Taker, ids: readonly string[]): Promise<Alert[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length > mostAlerts) throw new AppError('BAD_USER_INPUT', `"alertIds" takes at most ${mostAlerts} alerts.`);
  const where = { id: { in: wanted.filter(isUuid) } };
  const alerts = await readAs(db, viewerOf(caller), () => db.alert.findMany({ where, orderBy: { id: 'asc' } }));
  const known = new Set(alerts.map(({ id }) => id));
  const missing = wanted.find((id) => !known.has(id));
  if (missing !== undefined) throw new AppError('NOT_FOUND', `There is no alert with the id ${missing}.`);
  return alerts;
}
