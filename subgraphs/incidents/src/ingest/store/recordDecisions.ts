import type { Prisma } from '#prisma/generated/client';
import type { IncidentsDb } from '../../context.ts';
import type { Judged } from '../judge.ts';

/** Keeps every decision but repeats, with its reason and the facts it was taken on; `incidentOf` tells which incident an alert joined. */
export async function recordDecisions(
  db: IncidentsDb,
  decided: readonly Judged[],
  incidentOf: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  if (decided.length === 0) return;
  await db.alertEvent.createMany({
    data: decided.map(({ alertId, statement, verdict }) => ({
      at: now,
      alertId,
      payloadId: statement.payloadId,
      status: statement.status,
      reason: verdict.reason,
      facts: { ...verdict.facts, ...(incidentOf.has(alertId) && { incidentId: incidentOf.get(alertId) }) },
    })),
  });
}
