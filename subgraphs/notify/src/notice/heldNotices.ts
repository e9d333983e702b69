import type { NotifyDb } from '../context.ts';

/** Lets one event of an incident be dispatched at a time. */
export async function lockDispatch(db: NotifyDb, incidentId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('notify.dispatch:' || ${incidentId}, 0))`;
}

/** Whether a merge stands that was not undone. Pure. */
export function isHeld(past: readonly { event: string }[]): boolean {
  const events = new Set(past.map(({ event }) => event));
  return [...events].some((event) => event.startsWith('merged:') && !events.has(`un${event}`));
}
