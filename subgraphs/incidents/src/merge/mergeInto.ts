import type { Actor } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { incidentFacts, labelsOf } from '../incident/incidentFacts.ts';
import { commonLabels, worse } from '../incident/summarise.ts';
import { nothingDue } from '../incident/transitions.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { moveAlerts } from './moveAlerts.ts';

/** Why a rule joined them: what both stories keep as `by`. */
export type MergeReason = { rule: { id: string; name: string } } & Record<string, unknown>;

/**
 * Merges locked open incidents into another that is locked and open, while the intake waits: rows, both stories, audit, events and signal. Who decided so says
 * why, unless it was a person alone. Returns the other as it is now.
 */
export async function mergeInto(
  unit: IncidentsUnit,
  actor: Actor,
  before: Incident,
  sources: readonly Incident[],
  why: MergeReason | null = null,
): Promise<Incident> {
  const { db, now } = unit;
  const target = await db.incident.update({
    where: { tenantId_id: { tenantId: actor.tenantId, id: before.id } },
    data: { ...widened(before, sources), updatedAt: now },
  });
  const told = { via: actor.via, ...(why && { by: why }) };
  for (const source of sources) await mergeOne(unit, actor, source, target, told);
  const merged = sources.map(({ id, number, title }) => ({ id, number, title }));
  await writeTimeline(db, [{ incidentId: target.id, at: now, kind: 'merged_in', actorId: actor.personId, facts: { incidents: merged, ...told } }]);
  unit.audit({
    action: 'incident.mergedIn',
    subject: { kind: 'Incident', id: target.id },
    before: { severity: before.severity },
    after: { severity: target.severity, merged: merged.map(({ id }) => id), ...(why && { rule: why.rule }) },
  });
  unit.signal('incident', [target.id, ...sources.map(({ id }) => id)]);
  return target;
}

async function mergeOne(unit: IncidentsUnit, { tenantId, personId }: Actor, source: Incident, target: Incident, told: object): Promise<void> {
  const { db, now } = unit;
  const alerts = await db.alert.findMany({ where: { incidentId: source.id } });
  await moveAlerts(unit, tenantId, alerts, target);
  const merge = await db.incidentMerge.create({
    data: {
      ...{ sourceId: source.id, targetId: target.id, at: now, byId: personId, sourceStatus: source.status },
      alertIds: alerts.map(({ id }) => id),
    },
  });
  const merged = await db.incident.update({
    where: { tenantId_id: { tenantId, id: source.id } },
    data: { ...nothingDue, status: 'MERGED', mergedIntoId: target.id, mergedAt: now, updatedAt: now },
  });
  const into = { id: target.id, number: target.number, title: target.title };
  await writeTimeline(db, [
    { incidentId: source.id, at: now, kind: 'merged_away', actorId: personId, facts: { into, alerts: alerts.length, ...told } },
  ]);
  unit.audit({
    action: 'incident.merged',
    subject: { kind: 'Incident', id: source.id },
    before: { status: source.status },
    after: { status: merged.status, mergedIntoId: target.id },
  });
  unit.emit('incident.merged', { incident: incidentFacts(merged), mergeId: merge.id, intoId: target.id });
}

function widened(target: Incident, sources: readonly Incident[]) {
  return {
    severity: target.severityPinned ? target.severity : sources.reduce((severity, source) => worse(severity, source.severity), target.severity),
    labels: sources.reduce((labels, source) => commonLabels(labels, labelsOf(source.labels)), labelsOf(target.labels)),
  };
}
