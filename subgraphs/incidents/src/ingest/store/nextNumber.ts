import type { IncidentsDb } from '../../context.ts';

/** The number of the tenant's next incident. Safe because whoever opens incidents holds the intake's lock (enterIntake, lockIntake). */
export async function nextNumber(db: IncidentsDb): Promise<number> {
  const { _max } = await db.incident.aggregate({ _max: { number: true } });
  return (_max.number ?? 0) + 1;
}
