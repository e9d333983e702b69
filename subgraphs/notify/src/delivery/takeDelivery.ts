import type { Language } from '#contracts/directory';
import { type IncidentFacts, incidentFacts } from '#contracts/events';
import { openSecret, type SecretKey } from '#kit/secret';
import type { Delivery } from '#prisma/generated/client';
import { systemActor, transact } from '#kit/transact';
import { z } from 'zod';
import { type ChannelSecrets, openChannelSecrets } from '../channel/channelSecrets.ts';
import { type ChannelKind, channelKind } from '../channels/channelKinds.ts';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import {
  type NoticeCause,
  noticeCause,
  type NoticeDetails,
  noticeDetails,
  type NoticeImportance,
  noticeImportance,
  noticeLanguage,
} from '../notice/notice.ts';
import { judgeDeliveries } from '../escalation/judgeDeliveries.ts';
import { type NoticeEvent, noticeEvent } from '../notice/noticeEvent.ts';
import { formGroup } from '../grouping/formGroup.ts';
import { judgeGrouping } from '../grouping/judgeGrouping.ts';
import { readDestination } from '../grouping/readDestination.ts';
import { readGroup } from '../grouping/readGroup.ts';
import { leaseMs, sendDeliveryTask } from './delivery.task.ts';
import { type DeliveryRow, endDelivery, type NotifyUnit } from './endDelivery.ts';
import { judgeTaking } from './judgeTaking.ts';
import type { LoadedDelivery } from './loadDeliveries.ts';
import { cancelOutcome } from './outcomes.ts';
import { takeTurn } from './takeTurn.ts';

/** A delivery that this worker holds, with all it needs to make its attempt. */
export type TakenDelivery = {
  tenantId: string;
  id: string;
  /** Number of this attempt, from 1. */
  attempt: number;
  fence: number;
  takenAt: Date;
  createdAt: Date;
  event: NoticeEvent;
  /** Null for what is about no incident. */
  incident: IncidentFacts | null;
  /** The incidents that it tells of together, as they are now; null for what tells of one, or of none. */
  group: IncidentFacts[] | null;
  /** What the event tells beside it. */
  details: NoticeDetails;
  importance: NoticeImportance;
  language: Language;
  /** Whose contact it goes to. */
  personId: string | null;
  address: string | null;
  /** What the service called the first message of the same conversation. */
  root: string | null;
  conversation: string;
  /** Which rule chose it. */
  cause: NoticeCause | null;
  channel: { id: string; name: string; kind: ChannelKind; config: object; secrets: ChannelSecrets };
  /** Address of the Grafana that has the pages. */
  grafanaUrl: string | null;
};

/** What was sent, as its history shows it: without what lets its reader act. */
export const sentText = z.object({ subject: z.string(), text: z.string() });
export type SentText = z.infer<typeof sentText>;

/**
 * Takes a due delivery under a lease, so that of several workers one sends; null when there is nothing to send now. An attempt
 * whose worker never came back is recorded first as `worker_lost`. A secret that cannot be opened rolls the taking back: the
 * delivery stays due until the configuration is right.
 */
export function takeDelivery(platform: NotifyPlatform, tenantId: string, deliveryId: string): Promise<TakenDelivery | null> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    const [due] = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM delivery
      WHERE id = ${deliveryId}::uuid AND status IN ('PENDING', 'SENDING') AND next_at <= ${now} AND (lease_until IS NULL OR lease_until <= ${now})
      FOR UPDATE SKIP LOCKED`;
    if (!due) return null;
    const delivery = await db.delivery.findFirstOrThrow({ where: { id: due.id }, include: { channel: true } });
    if (delivery.status === 'SENDING') await recordLostAttempt(unit, delivery);

    const isEmpty = delivery.stormId !== null && (await pruneMembers(unit, platform, delivery));
    const calledOff = isEmpty ? 'acknowledged_first' : (await judgeDeliveries(unit, platform, [delivery])).get(delivery.id);
    const decision = judgeTaking({
      attempts: delivery.attemptCount,
      channelEnabled: delivery.channel.archivedAt === null && (delivery.channel.enabled || delivery.event === 'test'),
      cancelOutcome: cancelOutcome.parse(delivery.cancelOutcome) ?? calledOff ?? null,
    });
    if (decision.take === false) {
      await endDelivery(unit, delivery, decision.ending);
      return null;
    }
    const where = { tenantId_id: { tenantId, id: delivery.id } };
    // The sweep wakes what waits; a job as well, since turns are often less than a sweep away.
    const waitUntil = async (until: Date, waitsFor: string): Promise<null> => {
      await db.delivery.update({ where, data: { status: 'PENDING', leaseUntil: null, nextAt: until, waitsFor } });
      unit.enqueue(sendDeliveryTask, { deliveryId }, { startAfter: until });
      return null;
    };
    // One that is in hand already, or was tried, by itself or in a message about many, keeps to itself: nobody is to hear of it twice.
    const destination = delivery.attemptCount === 0 && delivery.groupedInto === null ? await readDestination(unit, delivery) : null;
    const grouping = destination && judgeGrouping({ ...destination, now, createdAt: delivery.createdAt });
    if (grouping?.reason === 'waits') return waitUntil(grouping.until, 'group');
    const turn = await takeTurn(db, delivery, now);
    if (!turn.go) return waitUntil(turn.until, turn.waitsFor);
    const { group } = destination && grouping?.reason === 'together' ? await formGroup(unit, platform, delivery, destination) : { group: null };
    const taken =
      group ??
      (await db.delivery.update({
        where,
        data: {
          status: 'SENDING',
          attemptCount: { increment: 1 },
          fence: { increment: 1 },
          leaseUntil: new Date(now.getTime() + leaseMs),
          nextAt: now,
          waitsFor: null,
        },
      }));
    return {
      tenantId,
      id: taken.id,
      attempt: taken.attemptCount,
      fence: taken.fence,
      takenAt: now,
      createdAt: taken.createdAt,
      event: noticeEvent.parse(taken.event),
      incident: incidentFacts.nullable().parse(taken.body),
      group: taken.stormId === null ? null : await readGroup(db, platform, taken.about),
      details: noticeDetails.parse(taken.details ?? {}),
      importance: noticeImportance.parse(taken.importance),
      language: noticeLanguage.parse(taken.language),
      personId: taken.personId,
      address: openTarget(taken.target, platform.secretKey),
      root: await findRoot(db, taken),
      conversation: `${taken.incidentId ?? taken.stormId ?? taken.id}.${taken.threadKey}`,
      cause: noticeCause.nullable().catch(null).parse(taken.cause),
      channel: {
        id: delivery.channel.id,
        name: delivery.channel.name,
        kind: channelKind.parse(delivery.channel.kind),
        config: z.record(z.string(), z.unknown()).parse(delivery.channel.config),
        secrets: openChannelSecrets(delivery.channel.secrets, platform.secretKey),
      },
      grafanaUrl: await platform.directory.grafanaUrl(db),
    };
  });
}

const target = z.union([z.object({ text: z.string() }), z.object({ sealed: z.string() })]).nullable();

function openTarget(stored: unknown, key: SecretKey): string | null {
  const parsed = target.parse(stored);
  if (parsed === null) return null;
  return 'text' in parsed ? parsed.text : openSecret(parsed.sealed, key);
}

/** Ends what a message about many, that is to be tried again, stood for and that nobody is to hear any more; whether nothing is left. */
async function pruneMembers(unit: NotifyUnit, platform: NotifyPlatform, { id }: LoadedDelivery): Promise<boolean> {
  const members = await unit.db.delivery.findMany({
    where: { groupedInto: id, status: 'SENDING' },
    include: { channel: true },
    orderBy: { id: 'asc' },
  });
  const calledOff = await judgeDeliveries(unit, platform, members);
  let ended = 0;
  for (const member of members) {
    const outcome = cancelOutcome.parse(member.cancelOutcome) ?? calledOff.get(member.id);
    if (!outcome) continue;
    await endDelivery(unit, member, { status: 'CANCELLED', outcome });
    ended += 1;
  }
  return members.length > 0 && ended === members.length;
}

/** The first message of the conversation that has a name: what later ones change, and stand below. */
async function findRoot(db: NotifyDb, { incidentId, stormId, threadKey, id }: Delivery): Promise<string | null> {
  if (incidentId === null && stormId === null) return null;
  const first = await db.delivery.findFirst({
    where: { ...(stormId === null ? { incidentId } : { stormId }), threadKey, providerId: { not: null }, id: { not: id } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { providerId: true },
  });
  return first?.providerId ?? null;
}

/** The attempt began when its lease did; how far it came, nobody knows. */
async function recordLostAttempt({ db, signal }: NotifyUnit, delivery: DeliveryRow & { leaseUntil: Date | null }): Promise<void> {
  const leaseEnd = delivery.leaseUntil ?? delivery.createdAt;
  await db.deliveryAttempt.create({
    data: {
      deliveryId: delivery.id,
      number: delivery.attemptCount,
      at: new Date(leaseEnd.getTime() - leaseMs),
      durationMs: leaseMs,
      outcome: 'worker_lost',
    },
  });
  signal('incident', delivery.incidentId === null ? [] : [delivery.incidentId]);
}
