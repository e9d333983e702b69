import { severities } from '#contracts/words';
import { Prisma } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { NotifyPlatform } from '../context.ts';
import { leaseMs } from '../delivery/delivery.task.ts';
import { endDelivery, type NotifyUnit } from '../delivery/endDelivery.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import { judgeDeliveries } from '../escalation/judgeDeliveries.ts';
import { cancelOutcome } from '../delivery/outcomes.ts';
import { type Destination, goesOn, groupable, isDigest, type Storm } from './readDestination.ts';

/** Notices that one message stands for, at most; what is left makes the next. */
const most = 500;

/** Incidents that one message tells of, at most, and how long one is added to, in ms: what is old scrolled away, and a change of it is not seen. */
const mostAbout = 1_000;
const changedMs = 10 * 60_000;

/**
 * Makes one delivery, taken already, of what waits for a destination together with a notice that is due: `group`, or null when nothing but that one is left to be
 * told, which then goes by itself. Each notice keeps its row, which from now on goes with the group. Of those that nobody is to hear any more the rows end here.
 *
 * Where the channel can change a message, what is new is added to the message about many that stands there, unless it is worse than all in it: a changed message
 * wakes nobody. The caller holds the notice's row and has its turn.
 */
export async function formGroup(
  unit: NotifyUnit,
  platform: NotifyPlatform,
  first: LoadedDelivery,
  destination: Destination,
): Promise<{ group: LoadedDelivery | null }> {
  const { db, now } = unit;
  const members = await takeMembers(unit, platform, first, destination);
  const storm = destination.own ?? (await findContinued(unit, first, members, destination));
  if (members.length < 2 && !storm) return { group: null };

  const id = uuidv7();
  const incidentIds = members.flatMap(({ incidentId }) => incidentId ?? []);
  const { channelId, threadKey, contactId, personId, target, language } = first;
  const group = await db.delivery.create({
    data: {
      ...{ id, channelId, threadKey, contactId, personId, language, target: target ?? Prisma.DbNull, event: 'digest', dedupKey: `group:${id}` },
      ...{ status: 'SENDING', attemptCount: 1, fence: 1, createdAt: now, nextAt: now, leaseUntil: new Date(now.getTime() + leaseMs) },
      cause: { reason: destination.isDigest ? 'digest' : 'grouped' },
      importance: members.some(({ importance }) => importance === 'important') ? 'important' : 'default',
      stormId: storm?.id ?? id,
      about: [...new Set([...(storm?.about ?? []), ...incidentIds])],
    },
    include: { channel: true },
  });
  await db.delivery.updateMany({
    where: { id: { in: members.map(({ id }) => id) } },
    data: { status: 'SENDING', groupedInto: id, nextAt: null, leaseUntil: null, waitsFor: null },
  });
  unit.signal('incident', [...new Set(incidentIds)]);
  return { group };
}

/** What waits for the destination and is still to be told, the first among it, locked. Another worker's are left to it. */
async function takeMembers(
  unit: NotifyUnit,
  platform: NotifyPlatform,
  first: LoadedDelivery,
  { own, storms, updatesInPlace, isDigest: wantsDigests }: Destination,
): Promise<LoadedDelivery[]> {
  const { db, now } = unit;
  const inMessages = updatesInPlace ? storms.flatMap(({ about }) => about) : [];
  // What goes on with an incident of a message about many is said in that message, and nothing else is.
  const belongs = own
    ? Prisma.sql`event = ANY(${[...goesOn]}) AND incident_id = ANY(${own.about}::uuid[])`
    : Prisma.sql`event = ANY(${[...groupable]}) AND NOT (event = ANY(${[...goesOn]}) AND incident_id = ANY(${inMessages}::uuid[]))`;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM delivery
    WHERE thread_key = ${first.threadKey} AND status = 'PENDING' AND (next_at <= ${now} OR (waits_for IS NOT NULL AND next_at IS NOT NULL))
      AND incident_id IS NOT NULL AND grouped_into IS NULL AND id <> ${first.id}::uuid AND ${belongs}
    ORDER BY created_at, id LIMIT ${most - 1} FOR UPDATE SKIP LOCKED`;
  const found = await db.delivery.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, include: { channel: true }, orderBy: { id: 'asc' } });
  const others = found.filter((delivery) => isDigest(delivery) === wantsDigests);
  const calledOff = await judgeDeliveries(unit, platform, others);
  const kept: LoadedDelivery[] = [first];
  for (const delivery of others) {
    const outcome = cancelOutcome.parse(delivery.cancelOutcome) ?? calledOff.get(delivery.id);
    if (outcome) await endDelivery(unit, delivery, { status: 'CANCELLED', outcome });
    else kept.push(delivery);
  }
  return kept;
}

/** The message about many that is added to; null for a new one. */
async function findContinued(
  { db, now }: NotifyUnit,
  { threadKey }: LoadedDelivery,
  members: readonly LoadedDelivery[],
  { storms, updatesInPlace, isDigest }: Destination,
): Promise<Storm | null> {
  if (!updatesInPlace || isDigest) return null;
  const [latest] = storms.toSorted((one, other) => other.startedAt.getTime() - one.startedAt.getTime());
  if (!latest || now.getTime() - latest.startedAt.getTime() > changedMs || latest.about.length + members.length > mostAbout) return null;
  const told = await db.$queryRaw<{ body: unknown }[]>`
    SELECT DISTINCT jsonb_build_object('severity', m.body->'severity') AS body FROM delivery g JOIN delivery m ON m.grouped_into = g.id
    WHERE g.thread_key = ${threadKey} AND g.storm_id = ${latest.id}::uuid`;
  return Math.min(...members.map(rankOf)) < Math.min(...told.map(rankOf)) ? null : latest;
}

const told = z.object({ severity: z.enum(severities) });

/** How bad the incident of a notice was, 0 for the worst. */
function rankOf({ body }: { body: unknown }): number {
  return severities.indexOf(told.safeParse(body).data?.severity ?? 'INFO');
}
