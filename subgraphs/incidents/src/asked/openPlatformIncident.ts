import type { EventPayload } from '#contracts/events';
import { type Platform, systemActor, transact } from '#kit/transact';
import { openByHand } from '../incident/openByHand.ts';
import { lockIntake } from '../ingest/store/lockIntake.ts';
import { readTree } from '../route/readTree.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';

/** Whose incidents these are; a policy may route by it. */
export const platformLabels = { alertname: 'NotificationsStuck', platform: 'auditor' };

/** The platform's own incident about notices that did not go out: opened by the auditor's first finding, told of the others while it is open. */
export function openPlatformIncident(platform: Platform, tenantId: string, { at, kinds, incidentIds }: EventPayload<'audit.found'>): Promise<void> {
  const actor = systemActor(tenantId);
  return transact(platform, actor, async (unit) => {
    const { db, now } = unit;
    await lockIntake(db, tenantId);
    const open = await db.incident.findFirst({
      where: { status: { in: ['TRIGGERED', 'ACKNOWLEDGED'] }, labels: { path: ['platform'], equals: platformLabels.platform } },
    });
    const { root } = await readTree(unit, tenantId);
    const incident =
      open ??
      (await openByHand(unit, actor, {
        ...{ leaf: root, reason: 'opened_by_hand', facts: {}, title: 'Notices of incidents did not move and were set going again', severity: 'HIGH' },
        ...{ priority: null, ownerTeamId: null, private: false, labels: platformLabels, alerts: [] },
      }));
    const told = Object.entries(kinds).map(([kind, count]) => `${kind}: ${count}`);
    await writeTimeline(db, [
      { incidentId: incident.id, at: now, kind: 'note', text: told.join('\n'), facts: { kinds, incidentIds, foundAt: at, via: actor.via } },
    ]);
    unit.signal('incident', [incident.id]);
  });
}
