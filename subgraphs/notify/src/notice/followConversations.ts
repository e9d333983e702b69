import { systemActor, transact } from '#kit/transact';
import { z } from 'zod';
import { channelKind, channelKinds } from '../channels/channelKinds.ts';
import type { NotifyPlatform } from '../context.ts';
import { lockDispatch } from './heldNotices.ts';
import { type Notice, noticeCause, noticeImportance, noticeLanguage } from './notice.ts';
import { alarms } from './noticeEvent.ts';
import { sendNotices } from './sendNotices.ts';

const target = z.union([z.object({ text: z.string() }).transform(({ text }) => text), z.object({ sealed: z.string() })]).nullable();

/**
 * Shows in the messages that announced an incident that somebody has it, or has it no more, where the channel can change a message that was sent. Which of the two is
 * read from the incident, so that events may come late, twice or in another order.
 */
export function followConversations(platform: NotifyPlatform, tenantId: string, incidentId: string): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db } = unit;
    await lockDispatch(db, incidentId);
    const [state] = await platform.incidents.read(db, [incidentId]);
    if (state?.facts.status !== 'ACKNOWLEDGED' && state?.facts.status !== 'TRIGGERED') return;
    const { facts: incident, acknowledgedById } = state;
    const told = await db.delivery.findMany({
      where: { incidentId, event: { in: [...alarms, 'acknowledged'] }, status: { in: ['DELIVERED', 'SENDING', 'PENDING'] } },
      include: { channel: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    const latest = new Map(
      told.filter(({ channel }) => channelKinds[channelKind.parse(channel.kind)].updatesInPlace).map((one) => [one.threadKey, one]),
    );
    const [by] = acknowledgedById === null ? [] : await platform.directory.people(db, [acknowledgedById]);
    const notices = [...latest.values()].flatMap((last): Notice[] => {
      const isTaken = incident.status === 'ACKNOWLEDGED';
      // Nobody was told that somebody had it, so nobody has to hear that it is free again.
      if (!isTaken && last.event !== 'acknowledged') return [];
      const address = target.parse(last.target);
      return [
        {
          ...{ incident, channelId: last.channelId, event: isTaken ? 'acknowledged' : 'unacknowledged' },
          ...{ language: noticeLanguage.parse(last.language), importance: noticeImportance.parse(last.importance) },
          ...(last.contactId !== null &&
            last.personId !== null &&
            address !== null && { contact: { id: last.contactId, personId: last.personId, address } }),
          ...(isTaken && by && { details: { byName: by.name } }),
          cause: { ...noticeCause.parse(last.cause ?? { reason: 'conversation' }), reason: isTaken ? 'acknowledged' : 'unacknowledged' },
          dedupKey: isTaken
            ? `${incident.id}:${last.threadKey}:acknowledged:${incident.acknowledgedAt}`
            : `${incident.id}:${last.threadKey}:unacknowledged:${last.id}`,
        },
      ];
    });
    await sendNotices(unit, notices);
  });
}
