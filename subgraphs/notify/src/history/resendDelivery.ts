import { type Caller, requirePermission, viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import { readAs } from '#kit/tenant';
import { transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import { sendDeliveryTask } from '../delivery/delivery.task.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import { lockDispatch } from '../notice/heldNotices.ts';
import { isAlarm, noticeEvent } from '../notice/noticeEvent.ts';

const longestReason = 500;

/**
 * Sends a notice once more to where it went, as it was, because somebody asks for it and says why. It is a delivery of its own, which names the first. NOT_FOUND
 * for one that the caller does not see; CONFLICT while it, or what was sent of it again, is under way, and for an alarm about an incident that is over; BAD_USER_INPUT without a reason, and for a code, which is asked for anew instead.
 */
export async function resendDelivery(platform: NotifyPlatform, caller: Caller, id: string, reason: string): Promise<LoadedDelivery> {
  requirePermission(caller, 'deliveries:resend');
  const why = reason.trim();
  if (why === '' || why.length > longestReason) throw new AppError('BAD_USER_INPUT', `Say why, in at most ${longestReason} characters.`);
  return transact(platform, caller, async (unit) => {
    const { db, now } = unit;
    const isId = z.uuid().safeParse(id).success;
    const seen = isId ? await readAs(db, viewerOf(caller), () => db.delivery.findFirst({ where: { id } })) : null;
    if (!seen) throw new AppError('NOT_FOUND', `There is no delivery with the id ${id}.`);
    if (seen.incidentId !== null) await lockDispatch(db, seen.incidentId);
    const first = await takeDelivery(db, id);
    if (noticeEvent.parse(first.event) === 'verification') throw new AppError('BAD_USER_INPUT', 'A code is not sent twice: ask for a new one.');
    const again = await db.delivery.findMany({ where: { cause: { path: ['resentFrom'], equals: id } }, select: { status: true } });
    if ([first, ...again].some(({ status }) => status === 'PENDING' || status === 'SENDING')) {
      throw new AppError('CONFLICT', 'It is still under way; it can be sent again once it has ended.');
    }
    const [state] = first.incidentId === null ? [] : await platform.incidents.read(db, [first.incidentId]);
    if (isAlarm(first.event) && state && isOver(state.facts.status)) {
      throw new AppError('CONFLICT', 'The incident is over, so that nobody is called to it any more.');
    }
    const { incidentId, channelId, threadKey, contactId, personId, target, body, details, importance, language } = first;
    const own = uuidv7();
    const made = await db.delivery.create({
      data: {
        ...{ incidentId, channelId, threadKey, contactId, personId, importance, language, event: await eventOf(db, first) },
        // A message about many goes out as a new one, with each incident as it is now.
        ...(first.stormId !== null && { id: own, stormId: own, about: first.about }),
        ...{ target: target ?? Prisma.DbNull, body: body ?? Prisma.DbNull, details: details ?? Prisma.DbNull },
        dedupKey: `resent:${id}:${again.length + 1}`,
        cause: { reason: 'resent', resentFrom: id, ruleText: why },
        createdAt: now,
        nextAt: now,
      },
      include: { channel: true },
    });
    unit.enqueue(sendDeliveryTask, { deliveryId: made.id });
    unit.audit({
      action: 'delivery.resent',
      subject: { kind: 'Delivery', id: made.id },
      after: { resentFrom: id, reason: why, channelId, personId },
    });
    unit.signal('incident', incidentId === null ? [] : [incidentId]);
    return made;
  });
}

const isOver = (status: string): boolean => status === 'RESOLVED' || status === 'MERGED';

async function takeDelivery(db: NotifyDb, id: string): Promise<LoadedDelivery> {
  await db.$queryRaw`SELECT FROM delivery WHERE id = ${id}::uuid FOR UPDATE`;
  return db.delivery.findFirstOrThrow({ where: { id }, include: { channel: true } });
}

/** A conversation is opened once: what would open it again is a reminder. */
async function eventOf(db: NotifyDb, { event, incidentId, threadKey }: LoadedDelivery): Promise<string> {
  if (event !== 'opened' || incidentId === null) return event;
  const opened = await db.delivery.findFirst({
    where: { incidentId, threadKey, event: 'opened', status: { not: 'CANCELLED' } },
    select: { id: true },
  });
  return opened ? 'reminder' : event;
}
