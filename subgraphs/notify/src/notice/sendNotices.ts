import { sendDeliveryTask } from '../delivery/delivery.task.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { isHeld, lockDispatches } from './heldNotices.ts';
import type { Notice } from './notice.ts';
import { isAlarm } from './noticeEvent.ts';

/**
 * Sends notices: a delivery each, woken by a job in the same transaction. What was sent before under the same key is left out, and so are alarms about an
 * incident that is over, or that was merged into another. Returns the ids of the deliveries made.
 */
export async function sendNotices(unit: NotifyUnit, notices: readonly Notice[]): Promise<{ created: string[] }> {
  const { db, now, enqueue, signal } = unit;
  if (notices.length === 0) return { created: [] };
  const incidentIds = [...new Set(notices.flatMap(({ incident }) => (incident ? [incident.id] : [])))];
  if (incidentIds.length > 0) await lockDispatches(db, incidentIds);
  const past = Map.groupBy(await db.noticeDispatch.findMany({ where: { incidentId: { in: incidentIds } } }), ({ incidentId }) => incidentId);
  const opened = await db.delivery.findMany({
    where: { incidentId: { in: incidentIds }, event: 'opened', status: { not: 'CANCELLED' } },
    select: { incidentId: true, threadKey: true },
  });
  const openThreads = new Set(opened.map(({ incidentId, threadKey }) => `${incidentId} ${threadKey}`));

  const isTooLate = ({ incident, event }: Notice) => {
    const dispatched = incident === null ? [] : (past.get(incident.id) ?? []);
    return isAlarm(event) && (isHeld(dispatched) || dispatched.some((dispatch) => dispatch.event === 'resolved'));
  };
  const data = notices
    .filter((notice) => !isTooLate(notice))
    .map(({ incident, event, channelId, contact, address, cause, details, notBefore, dedupKey, language = 'en-US', importance = 'default' }) => {
      const threadKey = threadKeyOf(channelId, contact?.id);
      return {
        incidentId: incident?.id ?? null,
        channelId,
        threadKey,
        dedupKey,
        event: event === 'opened' && incident !== null && openThreads.has(`${incident.id} ${threadKey}`) ? 'reminder' : event,
        ...(contact && { contactId: contact.id, personId: contact.personId, target: targetOf(contact.address) }),
        ...(address !== undefined && { target: targetOf(address) }),
        ...(incident && { body: incident }),
        ...(details && { details }),
        cause,
        language,
        importance,
        createdAt: now,
        nextAt: notBefore && notBefore > now ? notBefore : now,
      };
    });
  const created = await db.delivery.createManyAndReturn({ data, skipDuplicates: true, select: { id: true, incidentId: true, nextAt: true } });
  for (const { id, nextAt } of created) enqueue(sendDeliveryTask, { deliveryId: id }, nextAt && nextAt > now ? { startAfter: nextAt } : {});
  signal('incident', [...new Set(created.flatMap(({ incidentId }) => incidentId ?? []))]);
  return { created: created.map(({ id }) => id) };
}

/** One destination; with an incident, one conversation. */
function threadKeyOf(channelId: string, contactId = ''): string {
  return `${channelId}:${contactId}`;
}

function targetOf(address: string | { sealed: string }): { text: string } | { sealed: string } {
  return typeof address === 'string' ? { text: address } : address;
}
