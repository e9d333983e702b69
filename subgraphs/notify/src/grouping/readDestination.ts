import { z } from 'zod';
import { channelKind, channelKinds } from '../channels/channelKinds.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import { alarms } from '../notice/noticeEvent.ts';
import { type GroupingFacts, windowMs } from './judgeGrouping.ts';

/** What may be told together with others. A mention is a word to one person, and a code or a test is about no incident. */
export const groupable: readonly string[] = [...alarms, 'acknowledged', 'resolved'];

/** What goes on with an incident that people know of: where a message can be changed, it is changed. */
export const goesOn: readonly string[] = ['acknowledged', 'unacknowledged', 'resolved'];

/** A message about many, as the next change of it finds it. */
export type Storm = { id: string; startedAt: Date; about: string[] };

/** What a destination has been told and waits for, and the messages about many that may be changed. */
export type Destination = Omit<GroupingFacts, 'now' | 'createdAt'> & { storms: Storm[]; own: Storm | null };

/** How far back messages about many are still changed, in ms, and how many of them are looked at. */
const changedMs = 7 * 24 * 3_600_000;
const mostStorms = 20;

const cause = z.object({ ruleText: z.literal('digest') });

/** Whether it waits for its reader's time of day. Pure. */
export const isDigest = (delivery: Pick<LoadedDelivery, 'cause'>): boolean => cause.safeParse(delivery.cause).success;

/**
 * Looks at the destination of a notice that is due. One at a time does, until the transaction ends: two workers would each see the other's as waiting. Null for
 * what is never told together: what stands alone by its event, and kinds of channels whose readers are machines.
 */
export async function readDestination({ db, now }: NotifyUnit, delivery: LoadedDelivery): Promise<Destination | null> {
  const { threadKey, incidentId, event, channel } = delivery;
  const { groups, updatesInPlace } = channelKinds[channelKind.parse(channel.kind)];
  if (!groups || incidentId === null || !groupable.includes(event)) return null;
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('notify.destination:' || ${threadKey}, 0))`;
  const since = new Date(now.getTime() - windowMs);
  const [counted] = await db.$queryRaw<{ told: number; waiting: number }[]>`
    SELECT
      (SELECT count(DISTINCT incident_id)::int FROM delivery WHERE thread_key = ${threadKey} AND status = 'DELIVERED' AND finished_at > ${since}) AS told,
      (SELECT count(DISTINCT incident_id)::int FROM delivery
        WHERE thread_key = ${threadKey} AND status IN ('PENDING', 'SENDING') AND grouped_into IS NULL AND (next_at <= ${now} OR waits_for IS NOT NULL)) AS waiting`;
  const groupsBefore = await db.$queryRaw<{ storm_id: string; about: string[]; created_at: Date; started_at: Date }[]>`
    SELECT DISTINCT ON (storm_id) storm_id, about, created_at, min(created_at) OVER (PARTITION BY storm_id) AS started_at FROM delivery
    WHERE thread_key = ${threadKey} AND storm_id IS NOT NULL AND created_at > ${new Date(now.getTime() - changedMs)} AND status <> 'CANCELLED'
    ORDER BY storm_id DESC, created_at DESC, id DESC LIMIT ${mostStorms}`;
  const storms = groupsBefore.map(({ storm_id: id, about, started_at: startedAt }) => ({ id, about, startedAt }));
  const own = updatesInPlace && goesOn.includes(event) ? (storms.find(({ about }) => about.includes(incidentId)) ?? null) : null;
  const last = Math.max(0, ...groupsBefore.map(({ created_at: at }) => at.getTime()));
  return {
    ...{ told: counted?.told ?? 0, waiting: counted?.waiting ?? 1, lastGroupAt: last === 0 ? null : new Date(last) },
    ...{ updatesInPlace, isInMessage: own !== null, isDigest: isDigest(delivery), storms, own },
  };
}
