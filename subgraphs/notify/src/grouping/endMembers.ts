import { type DeliveryRow, emitEnd, type Ending, type NotifyUnit, releaseResolved } from '../delivery/endDelivery.ts';
import { cancelOutcome } from '../delivery/outcomes.ts';
import { isAlarm } from '../notice/noticeEvent.ts';

/**
 * Ends what a group stood for as the group ended: `grouped` where it arrived, otherwise for the reason that the group has. What was called off while the group was
 * in hand, and did not arrive, ends as it was called off.
 */
export async function endMembers(unit: NotifyUnit, group: Pick<DeliveryRow, 'id' | 'attemptCount'>, { status, outcome }: Ending): Promise<void> {
  const { db, now } = unit;
  const members = await db.delivery.findMany({
    where: { groupedInto: group.id, status: 'SENDING' },
    include: { channel: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  const endings = members.map((member) => {
    const calledOff = status === 'DELIVERED' ? null : cancelOutcome.parse(member.cancelOutcome);
    const ending: Ending = calledOff
      ? { status: 'CANCELLED', outcome: calledOff }
      : { status, outcome: status === 'DELIVERED' ? 'grouped' : outcome };
    return { member, ending };
  });
  for (const same of Map.groupBy(endings, ({ ending }) => `${ending.status} ${ending.outcome}`).values()) {
    const [{ ending }] = same as [(typeof same)[number]];
    const ids = same.map(({ member }) => member.id);
    await db.delivery.updateMany({ where: { id: { in: ids } }, data: { ...ending, finishedAt: now } });
    for (const { member } of same) emitEnd(unit, { ...member, attemptCount: group.attemptCount }, ending);
  }
  // Few of them have an end that waits, so they are looked for together.
  const waiting = await db.delivery.findMany({
    where: {
      incidentId: { in: members.flatMap(({ incidentId, event }) => (incidentId !== null && isAlarm(event) ? [incidentId] : [])) },
      ...{ event: 'resolved', status: 'PENDING', nextAt: null },
    },
    select: { incidentId: true, threadKey: true },
  });
  for (const conversation of waiting) await releaseResolved(unit, conversation);
}
