import type { IncidentsDb } from '../context.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import type { Joined } from './joinIncidents.ts';
import type { Judged } from './judge.ts';

/** Tells the incidents of alerts that begin to flap, and of those that have been calm: one line at either end, whatever happens between. */
export async function tellFlapping(db: IncidentsDb, judged: readonly Judged[], joined: ReadonlyMap<string, Joined>, now: Date): Promise<void> {
  const entries = judged.flatMap(({ alertId, statement, known, restlessness }) => {
    const incidentId = joined.get(alertId)?.incidentId ?? known?.incident?.id;
    const before = known?.flappingSince ?? null;
    const after = restlessness.flappingSince;
    if (incidentId === undefined || (before === null) === (after === null)) return [];
    const since = (before ?? after ?? now).toISOString();
    const kind = after ? ('flapping_began' as const) : ('flapping_ended' as const);
    const facts = { alertName: statement.name, since, status: statement.status, changes: restlessness.recentChanges.length };
    return [{ incidentId, at: now, kind, key: `${kind}:${alertId}:${since}`, facts }];
  });
  await writeTimeline(db, entries);
}
