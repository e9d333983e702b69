import type { IncidentState } from '#contracts/incidentStates';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { alarms } from '../notice/noticeEvent.ts';
import { type Notice, noticeCause, noticeLanguage } from '../notice/notice.ts';
import { sendNotices } from '../notice/sendNotices.ts';
import { chainSnapshot } from './chainDraft.ts';
import { z } from 'zod';

const target = z.union([z.object({ text: z.string() }).transform(({ text }) => text), z.object({ sealed: z.string() })]);

/**
 * Tells in every conversation that heard of an incident that somebody has it, where a chain of it says so: once for each acknowledgement. The one who has it
 * knows already. The caller holds the incident's dispatch lock.
 */
export async function tellAcknowledged(unit: NotifyUnit, platform: NotifyPlatform, state: IncidentState): Promise<void> {
  const { db } = unit;
  const { facts: incident, acknowledgedById } = state;
  const runs = await db.escalationRun.findMany({ where: { incidentId: incident.id }, select: { snapshot: true } });
  if (!runs.some(({ snapshot }) => chainSnapshot.parse(snapshot).tellsAcknowledged)) return;
  const told = await db.delivery.findMany({
    where: { incidentId: incident.id, event: { in: [...alarms] }, status: { in: ['DELIVERED', 'SENDING'] } },
    orderBy: { createdAt: 'asc' },
  });
  const conversations = new Map(told.map((delivery) => [delivery.threadKey, delivery]));
  const [by] = acknowledgedById === null ? [] : await platform.directory.people(db, [acknowledgedById]);
  const notices = [...conversations.values()]
    .filter(({ personId }) => personId === null || personId !== acknowledgedById)
    .map(({ channelId, threadKey, contactId, personId, target: address, language, cause }): Notice => ({
      ...{ incident, event: 'acknowledged', channelId, language: noticeLanguage.parse(language) },
      ...(contactId !== null && personId !== null && { contact: { id: contactId, personId, address: target.parse(address) } }),
      ...(by && { details: { byName: by.name } }),
      cause: { ...noticeCause.parse(cause ?? { reason: 'acknowledged' }), reason: 'acknowledged' },
      dedupKey: `${incident.id}:${threadKey}:acknowledged:${incident.acknowledgedAt}`,
    }));
  await sendNotices(unit, notices);
}
