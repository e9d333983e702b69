import type { NotifyDb } from '../context.ts';

/** Lets one event of an incident be dispatched at a time. */
export async function lockDispatch(db: NotifyDb, incidentId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('notify.dispatch:' || ${incidentId}, 0))`;
}

/** The same for several incidents, always in one order, so that two who lock several do not wait for each other. */
export async function lockDispatches(db: NotifyDb, incidentIds: readonly string[]): Promise<void> {
  const sorted = [...new Set(incidentIds)].sort();
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('notify.dispatch:' || id, 0)) FROM unnest(${sorted}::text[]) AS id`;
}

/** Locks those of these incidents that nobody else holds, and says which. */
export async function lockFreeDispatches(db: NotifyDb, incidentIds: readonly string[]): Promise<string[]> {
  const free = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM unnest(${[...new Set(incidentIds)]}::text[]) AS id WHERE pg_try_advisory_xact_lock(hashtextextended('notify.dispatch:' || id, 0))`;
  return free.map(({ id }) => id);
}

/** Whether a merge stands that was not undone. Pure. */
export function isHeld(past: readonly { event: string }[]): boolean {
  const events = new Set(past.map(({ event }) => event));
  return [...events].some((event) => event.startsWith('merged:') && !events.has(`un${event}`));
}

/**
 * Locks the incidents of what is due, before its rows: everything that tells people does it in this order, so nobody waits for nobody. One alone is waited for; of several, those whose
 * incident is being decided about at this moment are left out and named as `busy`.
 */
export async function lockDue(
  db: NotifyDb,
  due: readonly { id: string; incidentId: string }[],
): Promise<{ mine: string[]; incidentIds: string[]; busy: string[] }> {
  const [first] = due;
  if (first && due.length === 1) await lockDispatch(db, first.incidentId);
  const incidentIds =
    due.length === 1
      ? due.map(({ incidentId }) => incidentId)
      : await lockFreeDispatches(
          db,
          due.map(({ incidentId }) => incidentId),
        );
  const isMine = ({ incidentId }: { incidentId: string }) => incidentIds.includes(incidentId);
  return { mine: due.filter(isMine).map(({ id }) => id), incidentIds, busy: due.filter((each) => !isMine(each)).map(({ id }) => id) };
}
