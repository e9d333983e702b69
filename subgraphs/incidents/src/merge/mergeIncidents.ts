import { isOpen } from '#contracts/words';
import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { incidentFacts, labelsOf } from '../incident/incidentFacts.ts';
import { requireTransition } from '../incident/requireTransition.ts';
import { commonLabels, worse } from '../incident/summarise.ts';
import { takeIncidents } from '../incident/takeIncident.ts';
import { nothingDue } from '../incident/transitions.ts';
import { lockIntake } from '../ingest/store/lockIntake.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { moveAlerts } from './moveAlerts.ts';

/** Most incidents that one merge takes in. */
export const mostMerged = 100;

/**
 * Makes several incidents part of one: their alerts become its, later alerts of their groups join it, and nobody is told of them any more. Its title
 * stays; its severity rises to the worst of all and its labels are what all share, unless a person set them. All or none are merged. NOT_FOUND,
 * BAD_USER_INPUT for an incident into itself, CONFLICT when one of them is closed.
 */
export async function mergeIncidents(platform: Platform, caller: Caller, ids: readonly string[], intoId: string): Promise<Incident> {
  requirePermission(caller, 'incidents:merge');
  const sourceIds = [...new Set(ids)];
  if (sourceIds.length === 0) throw new AppError('BAD_USER_INPUT', '"ids" names no incident.');
  if (sourceIds.length > mostMerged) throw new AppError('BAD_USER_INPUT', `"ids" takes at most ${mostMerged} incidents.`);
  if (sourceIds.includes(intoId)) throw new AppError('BAD_USER_INPUT', 'An incident cannot be merged into itself.');

  return transact(platform, caller, async (unit) => {
    const { db, now } = unit;
    await lockIntake(db, caller.tenantId);
    const [before, ...sources] = await takeIncidents(db, caller, [intoId, ...sourceIds]);
    if (!before || !isOpen(before.status)) throw new AppError('CONFLICT', `Cannot merge into incident ${before?.number}: it is closed.`);
    for (const source of sources) requireTransition(source, 'merge');

    const target = await db.incident.update({
      where: { tenantId_id: { tenantId: caller.tenantId, id: before.id } },
      data: { ...widened(before, sources), updatedAt: now },
    });
    for (const source of sources) await mergeOne(unit, caller, source, target);
    const merged = sources.map(({ id, number, title }) => ({ id, number, title }));
    await writeTimeline(db, [
      { incidentId: target.id, at: now, kind: 'merged_in', actorId: caller.personId, facts: { incidents: merged, via: caller.via } },
    ]);
    unit.audit({
      action: 'incident.mergedIn',
      subject: { kind: 'Incident', id: target.id },
      before: { severity: before.severity },
      after: { severity: target.severity, merged: merged.map(({ id }) => id) },
    });
    unit.signal('incident', [target.id, ...sourceIds]);
    return target;
  });
}

async function mergeOne(unit: IncidentsUnit, { tenantId, personId, via }: Caller, source: Incident, target: Incident): Promise<void> {
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
  await writeTimeline(db, [{ incidentId: source.id, at: now, kind: 'merged_away', actorId: personId, facts: { into, alerts: alerts.length, via } }]);
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
