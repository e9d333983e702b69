import type { LineageQuery } from '#graph/lineage';
import { defineTask } from '#kit/task';
import { type Platform, systemActor, transact } from '#kit/transact';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AgentsDb } from '../context.ts';
import type { Finding } from './finding.ts';
import { rankSuspects } from './rankSuspects.ts';

/** A second look at an incident whose lineage was not complete at the first. */
export const lookAgain = defineTask('lookAgainAtIncident', z.object({ incidentId: z.uuid() }));

/** How long the second look waits for the rest of the lineage, in milliseconds. */
const patienceMs = 2_000;

/** incident <- alert <- pod <- deployment <- namespace, with room for one relation more. */
const depth = 5;
/** Nodes to look at: an incident of a thousand alerts leaves room for what they have in common. */
const limit = 4_000;

/**
 * Looks at an incident's lineage and keeps what it finds as an insight, if it is not what the newest insight says already.
 * The lineage of an alert and that of its resource are recorded apart, so at the first look either may be missing: then nothing is
 * concluded yet, and a second look concludes from what is there. What comes even later causes a look of its own.
 */
export async function analyseIncident(
  platform: Platform & { lineage: LineageQuery },
  tenantId: string,
  incidentId: string,
  look: 'first' | 'second',
): Promise<void> {
  await transact(platform, systemActor(tenantId), async ({ db, now, emit, enqueue }) => {
    await takeTurn(db, incidentId);
    const walk = await platform.lineage.walk({
      tenantId,
      root: { kind: 'INCIDENT', id: incidentId },
      direction: 'UPSTREAM',
      depth,
      limit,
      isFresh: true,
    });
    const { reason, isSettled, ...finding } = rankSuspects(walk);
    if (!isSettled && look === 'first') {
      enqueue(lookAgain, { incidentId }, { startAfter: new Date(now.getTime() + patienceMs) });
      return;
    }
    // Not an incident of this tenant, or one that has left no trace: nothing to say anything about.
    if (reason === 'no_alerts' && walk.nodes.length === 0) return;
    const insightId = await keepInsight(db, incidentId, finding, now);
    if (insightId === null) return;
    const { verdict, summary, suspects } = finding;
    emit('insight.found', {
      insightId,
      incidentId,
      at: now.toISOString(),
      verdict,
      summary,
      suspects: suspects.map(({ kind, id, label, score }) => ({ kind, id, label, score })),
    });
  });
}

/** One look at a time: of two at once the later one sees more, and must be the one that is kept last. */
async function takeTurn(db: Pick<AgentsDb, '$executeRaw'>, incidentId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`insight ${incidentId}`}, 0))`;
}

/** The new insight's id; null when the newest one says the same. What was found before, and again, becomes the newest. */
async function keepInsight(db: Pick<AgentsDb, 'insight'>, incidentId: string, finding: Finding, now: Date): Promise<string | null> {
  const key = digestOf(finding);
  const newest = await db.insight.findFirst({ where: { incidentId }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], select: { key: true } });
  if (newest?.key === key) return null;
  const again = await db.insight.findFirst({ where: { incidentId, key }, select: { id: true } });
  const data = { incidentId, key, createdAt: now, ...asJson(finding) };
  if (again === null) return (await db.insight.create({ data, select: { id: true } })).id;
  await db.insight.updateMany({ where: { id: again.id }, data });
  return again.id;
}

/** Suspects and evidence as plain JSON values. */
function asJson({ verdict, summary, suspects, evidence }: Finding) {
  const json = z.array(z.json());
  return { verdict, summary, suspects: json.parse(suspects), evidence: json.parse(evidence) };
}

/** The same evidence gives the same digest; a renamed resource is not new evidence. */
export function digestOf({ verdict, suspects, evidence }: Finding): string {
  const essence = [
    verdict,
    suspects.map(({ kind, id, score, reasons }) => [kind, id, score, reasons.map(({ kind, facts }) => [kind, facts])]),
    evidence.map(({ kind, facts }) => [kind, facts]),
  ];
  return createHash('sha256').update(JSON.stringify(essence)).digest('hex');
}
