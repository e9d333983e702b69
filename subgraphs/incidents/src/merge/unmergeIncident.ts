import { isOpen } from '#contracts/words';
import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { changeIncident } from '../incident/changeIncident.ts';
import { incidentFacts } from '../incident/incidentFacts.ts';
import { requireTransition } from '../incident/requireTransition.ts';
import { takeIncident } from '../incident/takeIncident.ts';
import { flushIncidentTask } from '../tasks/flushIncidents.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { moveAlerts } from './moveAlerts.ts';

/** How long a merge can be undone. */
export const undoMs = 60 * 60_000;

/**
 * Undoes a merge within an hour: the incident is open again, as it was, with the alerts that it brought and that have not gone elsewhere since.
 * What its group brought in the meantime stays where it is, and so do the severity and labels of the other. NOT_FOUND; CONFLICT when it is not
 * merged, when the hour is over, or when the other was closed meanwhile.
 */
export function unmergeIncident(platform: Platform, caller: Caller, id: string): Promise<Incident> {
  const target = { id, permission: 'incidents:merge', movesAlerts: true } as const;
  return changeIncident(platform, caller, target, async (source, unit) => {
    const { db, now } = unit;
    requireTransition(source, 'unmerge');
    const merge = await db.incidentMerge.findFirstOrThrow({ where: { sourceId: source.id, undoneAt: null }, orderBy: { at: 'desc' } });
    if (now.getTime() - merge.at.getTime() > undoMs) {
      throw new AppError(
        'CONFLICT',
        `Cannot unmerge incident ${source.number}: too_late. A merge can be undone for an hour; split the other instead.`,
      );
    }
    const other = await takeIncident(db, caller, merge.targetId);
    if (!isOpen(other.status)) throw new AppError('CONFLICT', `Cannot unmerge incident ${source.number}: incident ${other.number} is closed.`);

    const alerts = await db.alert.findMany({ where: { id: { in: merge.alertIds }, incidentId: other.id } });
    await db.incidentAlert.deleteMany({ where: { incidentId: other.id, alertId: { in: alerts.map((alert) => alert.id) }, joinedAt: merge.at } });
    await moveAlerts(unit, caller.tenantId, alerts, source);
    await db.incidentMerge.update({
      where: { tenantId_id: { tenantId: caller.tenantId, id: merge.id } },
      data: { undoneAt: now, undoneById: caller.personId },
    });
    await db.incident.update({ where: { tenantId_id: { tenantId: caller.tenantId, id: other.id } }, data: { updatedAt: now } });
    const left = { incident: { id: source.id, number: source.number, title: source.title }, alerts: alerts.length, via: caller.via };
    await writeTimeline(db, [{ incidentId: other.id, at: now, kind: 'unmerged', actorId: caller.personId, facts: left }]);
    unit.signal('incident', [other.id]);
    return {
      // It is announced again: whoever tells people knows whom they have told already.
      columns: { status: merge.sourceStatus, mergedIntoId: null, mergedAt: null, flushAt: now, flushedAt: null },
      entry: { kind: 'unmerged', facts: { from: { id: other.id, number: other.number, title: other.title }, alerts: alerts.length } },
      audit: {
        action: 'incident.unmerged',
        before: { status: source.status, mergedIntoId: other.id },
        after: { status: merge.sourceStatus, mergedIntoId: null },
      },
      emit(incident) {
        unit.emit('incident.unmerged', { incident: incidentFacts(incident), mergeId: merge.id, fromId: other.id });
        unit.enqueue(flushIncidentTask, { incidentId: incident.id });
      },
    };
  });
}
