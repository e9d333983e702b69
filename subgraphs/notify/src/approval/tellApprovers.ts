import type { EventPayload } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { sendNotices } from '../notice/sendNotices.ts';
import { noticesTo } from '../page/noticesTo.ts';
import { whoIsOnCall } from '../schedule/whoIsOnCall.ts';

/** Most schedules that are asked who is on call. */
const mostSchedules = 200;

/**
 * Tells people that a run waits for them: those of the teams named who are on call in any schedule, or all of these teams when nobody of them is; where no team is named, whoever is
 * on call. Of these, those who may answer, and never who asked for the run. Each is told once, by what their own rules say first.
 */
export function tellApprovers(platform: NotifyPlatform, tenantId: string, asked: EventPayload<'approval.asked'>): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db } = unit;
    const people = await platform.directory.people(db, await findApprovers(platform, unit, asked));
    const { approvalId, kind, incident, playbookName, causeLabel, requesterId, teams, expiresAt, message, causation } = asked;
    const approval = { id: approvalId, kind, playbookName, causeLabel, requesterId, teams, expiresAt };
    const details = { text: message, approval, causation: causation ?? [] };
    const notices = await noticesTo(platform, unit, people, {
      incident,
      event: 'approval',
      details,
      reason: 'approval',
      key: `approval:${approvalId}`,
    });
    await sendNotices(unit, notices);
  });
}

async function findApprovers(
  { directory }: NotifyPlatform,
  { db, now }: NotifyUnit,
  { teams: names, requesterId }: EventPayload<'approval.asked'>,
): Promise<string[]> {
  const schedules = await db.schedule.findMany({ orderBy: { name: 'asc' }, take: mostSchedules, select: { id: true } });
  const onCall = new Set<string>();
  for (const { id } of schedules) for (const personId of (await whoIsOnCall(db, id, now)).personIds) onCall.add(personId);
  const teams = await directory.teamsByName(db, names);
  const members = new Set((await Promise.all(teams.map(({ id }) => directory.members(db, id)))).flat());
  const called = names.length === 0 ? [...onCall] : [...members].filter((id) => onCall.has(id));
  const wanted = called.length > 0 ? called : [...members];
  const approvers: string[] = [];
  for (const id of wanted) {
    if (id !== requesterId && (await directory.rights(db, id)).permissions.includes('approvals:answer')) approvers.push(id);
  }
  return approvers;
}
