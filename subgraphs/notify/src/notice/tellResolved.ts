import type { IncidentFacts } from '#contracts/events';
import { Prisma } from '#prisma/generated/client';
import type { NotifyPlatform } from '../context.ts';
import { type NotifyUnit, releaseResolved } from '../delivery/endDelivery.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import { cancelNotices } from './cancelNotices.ts';
import type { NoticeDetails } from './notice.ts';
import { lockAlarms } from './lockAlarms.ts';

/**
 * Tells the end of an incident in every conversation that was, or may have been, told that it is open, and after what it was told: while an attempt is in
 * hand, the end waits for it. Alarms that only wait for an attempt are cancelled (`resolved_first`), since by then they tell of something that is over.
 */
export async function tellResolved(unit: NotifyUnit, platform: NotifyPlatform, incident: IncidentFacts): Promise<void> {
  const { db, now, signal } = unit;
  const conversations = new Map((await lockAlarms(db, incident.id)).map((alarm) => [alarm.threadKey, alarm]));
  if (conversations.size === 0) return;
  const details = await resolverOf(unit, platform, incident);
  await db.delivery.createMany({
    data: [...conversations.values()].map((alarm) => ({
      ...continuing(alarm),
      incidentId: incident.id,
      dedupKey: `${incident.id}:${alarm.threadKey}:resolved`,
      event: 'resolved',
      body: incident,
      details,
      createdAt: now,
      nextAt: null,
    })),
    skipDuplicates: true,
  });
  signal('incident', [incident.id]);
  await cancelNotices(unit, incident.id, 'resolved_first');
  for (const alarm of conversations.values()) await releaseResolved(unit, alarm);
}

/** What a further notice of a conversation has in common with those before it. */
function continuing({ channelId, threadKey, contactId, personId, target, cause, importance, language }: LoadedDelivery) {
  return { channelId, threadKey, contactId, personId, target: target ?? Prisma.DbNull, cause: cause ?? Prisma.DbNull, importance, language };
}

/** Name of whoever closed it; nothing where its alerts ended by themselves. */
async function resolverOf({ db }: NotifyUnit, { incidents, directory }: NotifyPlatform, { id }: IncidentFacts): Promise<NoticeDetails> {
  const [state] = await incidents.read(db, [id]);
  const [by] = state?.resolvedById ? await directory.people(db, [state.resolvedById]) : [];
  return by ? { byName: by.name } : {};
}
