import type { EventPayload } from '#contracts/events';
import { type Platform, systemActor, transact } from '#kit/transact';
import { incidentFacts } from '../incident/incidentFacts.ts';
import { nothingDue } from '../incident/transitions.ts';
import { lockIntake } from '../ingest/store/lockIntake.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { z } from 'zod';
import { platformLabels } from './openPlatformIncident.ts';

const found = z.object({ foundAt: z.iso.datetime() });

/** Closes the platform's own incident about notices that did not go out, since the auditor finds nothing any more; nothing when it was found since, or when a person closed it. */
export function closePlatformIncident(platform: Platform, tenantId: string, { at }: EventPayload<'audit.cleared'>): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    await lockIntake(db, tenantId);
    const before = await db.incident.findFirst({
      where: {
        status: { in: ['TRIGGERED', 'ACKNOWLEDGED'] },
        labels: { path: ['platform'], equals: platformLabels.platform },
        openedAt: { lte: new Date(at) },
      },
    });
    if (!before) return;
    const { id: incidentId } = before;
    // The two events may be followed in either order: what was found after this was said stands.
    const notes = await db.timelineEntry.findMany({ where: { incidentId, kind: 'note', at: { gte: before.openedAt } }, select: { facts: true } });
    if (notes.some(({ facts }) => (found.safeParse(facts).data?.foundAt ?? at) > at)) return;
    const columns = { ...nothingDue, status: 'RESOLVED', resolvedAt: now, resolvedById: null, updatedAt: now } as const;
    const incident = await db.incident.update({ where: { tenantId_id: { tenantId, id: incidentId } }, data: columns });
    await writeTimeline(db, [{ incidentId, at: now, kind: 'resolved', key: 'resolved', facts: { reason: 'auditor_finds_nothing' } }]);
    unit.audit({
      action: 'incident.resolved',
      subject: { kind: 'Incident', id: incidentId },
      before: { status: before.status },
      after: { status: 'RESOLVED' },
    });
    unit.emit('incident.resolved', { incident: incidentFacts(incident) });
    unit.signal('incident', [incidentId]);
  });
}
