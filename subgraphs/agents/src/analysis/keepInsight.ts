import type { Unit } from '#kit/transact';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AgentsDb } from '../context.ts';
import type { Finding } from './finding.ts';

/** Keeps what was found of an incident and tells of it, unless the newest insight says the same. What was found before, and again, becomes the newest. */
export async function keepInsight({ db, now, emit }: Unit<AgentsDb>, incidentId: string, finding: Finding): Promise<void> {
  const insightId = await write(db, incidentId, finding, now);
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
}

/** The new insight's id; null when the newest one says the same. */
async function write(db: Pick<AgentsDb, 'insight'>, incidentId: string, finding: Finding, now: Date): Promise<string | null> {
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
