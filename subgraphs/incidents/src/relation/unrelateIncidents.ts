import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { changeIncident } from '../incident/changeIncident.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';

/** Takes back what was said of two incidents, whichever of them it was said of. NOT_FOUND for an unknown incident, or when nothing was said. */
export function unrelateIncidents(platform: Platform, caller: Caller, id: string, otherId: string): Promise<Incident> {
  return changeIncident(platform, caller, { id, otherId, permission: 'incidents:edit' }, async (incident, { db, now, signal }, other) => {
    if (!other) throw new Error('Two incidents were asked for and none was refused.');
    const between = {
      OR: [
        { fromId: incident.id, toId: other.id },
        { fromId: other.id, toId: incident.id },
      ],
    };
    const before = await db.incidentRelation.findFirst({ where: between });
    if (!before) throw new AppError('NOT_FOUND', `Incidents ${incident.number} and ${other.number} have no relation.`);
    await db.incidentRelation.deleteMany({ where: between });

    const facts = { other: { id: incident.id, number: incident.number, title: incident.title }, via: caller.via };
    await writeTimeline(db, [{ incidentId: other.id, at: now, kind: 'unrelated', actorId: caller.personId, facts }]);
    signal('incident', [other.id]);
    return {
      entry: { kind: 'unrelated', facts: { other: { id: other.id, number: other.number, title: other.title } } },
      audit: { action: 'incident.unrelated', before: { fromId: before.fromId, toId: before.toId, kind: before.kind }, after: {} },
    };
  });
}
