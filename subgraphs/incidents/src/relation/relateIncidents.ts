import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident, IncidentRelationKind } from '#prisma/generated/client';
import { changeIncident } from '../incident/changeIncident.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';

const mostRelations = 200;

/**
 * Says what one incident is to another: related, the cause of it, or a duplicate of it; what was said before of these two, in this or the other
 * direction, is replaced. NOT_FOUND for an unknown incident, BAD_USER_INPUT for an incident and itself, CONFLICT for too many relations.
 */
export function relateIncidents(platform: Platform, caller: Caller, id: string, otherId: string, kind: IncidentRelationKind): Promise<Incident> {
  return changeIncident(platform, caller, { id, otherId, permission: 'incidents:edit' }, async (incident, { db, now, signal }, other) => {
    if (!other) throw new Error('Two incidents were asked for and none was refused.');
    if (other.id === incident.id) throw new AppError('BAD_USER_INPUT', 'An incident has no relation to itself.');
    const between = {
      OR: [
        { fromId: incident.id, toId: other.id },
        { fromId: other.id, toId: incident.id },
      ],
    };
    const before = await db.incidentRelation.findFirst({ where: between });
    if (before?.kind === kind && (before.fromId === incident.id || kind === 'RELATED')) return null;
    if (!before && (await db.incidentRelation.count({ where: { OR: [{ fromId: incident.id }, { toId: incident.id }] } })) >= mostRelations) {
      throw new AppError('CONFLICT', `Incident ${incident.number} has ${mostRelations} relations, which is the most.`);
    }
    await db.incidentRelation.deleteMany({ where: between });
    await db.incidentRelation.create({ data: { fromId: incident.id, toId: other.id, kind, createdAt: now, createdById: caller.personId } });

    const toward = { kind, direction: 'to', other: { id: other.id, number: other.number, title: other.title } };
    const back = { kind, direction: 'from', other: { id: incident.id, number: incident.number, title: incident.title } };
    await writeTimeline(db, [{ incidentId: other.id, at: now, kind: 'related', actorId: caller.personId, facts: { ...back, via: caller.via } }]);
    signal('incident', [other.id]);
    return {
      entry: { kind: 'related', facts: toward },
      audit: {
        action: 'incident.related',
        before: before ? { fromId: before.fromId, toId: before.toId, kind: before.kind } : {},
        after: { fromId: incident.id, toId: other.id, kind },
      },
    };
  });
}
