import type { LineageQuery } from '#graph/lineage';
import { type Platform, systemActor, transact, type Unit } from '#kit/transact';
import type { AgentsDb } from '../context.ts';
import { keepInsight } from './keepInsight.ts';
import { lookAtIncidentTask } from './lookAtIncident.task.ts';
import { rankSuspects, type Ranking } from './rankSuspects.ts';

/** How long a look that finds the lineage incomplete waits for the rest before it concludes from what is there, in milliseconds. */
const patienceMs = 2_000;
/** From the beginning of a look to that of the next, in milliseconds. */
const restMs = 10_000;

/** incident <- alert <- pod <- deployment <- namespace, with room for one relation more. */
const depth = 5;
/** Nodes to look at: an incident of a thousand alerts leaves room for what they have in common. */
const limit = 4_000;

/**
 * Looks at an incident's lineage, if a look is due, and keeps what it finds as an insight, if it is not what the newest insight says already.
 * The lineage of an alert and that of its resource are recorded apart, so either may be missing: then nothing is concluded yet, and a second look
 * concludes from what is there. What comes even later causes a look of its own.
 *
 * Nothing is locked while the lineage is read, and no connection held. A look that dies leaves its incident due.
 */
export async function analyseIncident(platform: Platform & { lineage: LineageQuery }, tenantId: string, incidentId: string): Promise<void> {
  const look = await beginLook(platform, tenantId, incidentId);
  if (look === null) return;
  const walk = await platform.lineage.walk({
    tenantId,
    root: { kind: 'INCIDENT', id: incidentId },
    direction: 'UPSTREAM',
    depth,
    limit,
    isFresh: true,
  });
  const ranking = rankSuspects(walk);
  // One that has left no trace: nothing to say anything about.
  const isTraceless = ranking.reason === 'no_alerts' && walk.nodes.length === 0;
  await transact(platform, systemActor(tenantId), (unit) => conclude(unit, incidentId, look, ranking, isTraceless));
}

/** A look that has begun: its number, and how often it had been asked for by then. */
type Look = { begun: number; asked: number };

/** Null when none is due: another worker has done it, it was put off, or the incident is another tenant's. */
async function beginLook(platform: Platform, tenantId: string, incidentId: string): Promise<Look | null> {
  return transact(platform, systemActor(tenantId), async ({ db, now }) => {
    const restUntil = new Date(now.getTime() + restMs);
    const [look] = await db.$queryRaw<Look[]>`
      UPDATE incident_look SET begun = begun + 1, rest_until = ${restUntil}
      WHERE tenant_id = ${tenantId}::uuid AND incident_id = ${incidentId}::uuid AND next_at <= ${now}
      RETURNING begun, asked`;
    return look ?? null;
  });
}

/** Says what was found, and when the incident is looked at next. Of two looks at once the later one saw more: the earlier changes nothing after it. */
async function conclude(
  unit: Unit<AgentsDb>,
  incidentId: string,
  look: Look,
  { isSettled, ...ranking }: Ranking,
  isTraceless: boolean,
): Promise<void> {
  const { db, now, enqueue } = unit;
  const lookAgain = (nextAt: Date): Date => {
    enqueue(lookAtIncidentTask, { incidentId }, { startAfter: nextAt });
    return nextAt;
  };
  await db.$executeRaw`SELECT FROM incident_look WHERE incident_id = ${incidentId}::uuid FOR UPDATE`;
  const state = await db.incidentLook.findFirst({ where: { incidentId } });
  if (!state || state.concluded > look.begun) return;

  const unsettledSince = isSettled ? null : (state.unsettledSince ?? now);
  if (unsettledSince && now.getTime() - unsettledSince.getTime() < patienceMs) {
    const nextAt = lookAgain(new Date(unsettledSince.getTime() + patienceMs));
    await db.incidentLook.updateMany({ where: { incidentId }, data: { unsettledSince, nextAt } });
    return;
  }
  // What was asked for since it began, it may not have seen.
  const nextAt = state.asked > look.asked ? lookAgain(state.restUntil ?? now) : null;
  await db.incidentLook.updateMany({ where: { incidentId }, data: { unsettledSince, concluded: look.begun, nextAt } });
  if (!isTraceless) await keepInsight(unit, incidentId, ranking);
}
