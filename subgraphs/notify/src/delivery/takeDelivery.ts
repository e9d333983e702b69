import { type IncidentFacts, incidentFacts } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import { type ChannelKind, channelKind } from '../channels/channelKinds.ts';
import { type ChannelSecrets, openChannelSecrets } from '../channel/channelSecrets.ts';
import type { NotifyPlatform } from '../context.ts';
import { judgeDelivery } from '../escalation/judgeDelivery.ts';
import { type NoticeDetails, noticeDetails, type NoticeLanguage, noticeLanguage } from '../notice/notice.ts';
import { type NoticeEvent, noticeEvent } from '../notice/noticeEvent.ts';
import { leaseMs } from './delivery.task.ts';
import { type DeliveryRow, endDelivery, type NotifyUnit } from './endDelivery.ts';
import { judgeTaking } from './judgeTaking.ts';
import { cancelOutcome } from './outcomes.ts';

/** A delivery that this worker holds, with all it needs to make its attempt. */
export type TakenDelivery = {
  id: string;
  /** Number of this attempt, from 1. */
  attempt: number;
  fence: number;
  takenAt: Date;
  createdAt: Date;
  event: NoticeEvent;
  /** Null for what is about no incident. */
  incident: IncidentFacts | null;
  /** What the event tells beside it. */
  details: NoticeDetails;
  language: NoticeLanguage;
  channel: { id: string; kind: ChannelKind; config: unknown; secrets: ChannelSecrets };
};

/**
 * Takes a due delivery under a lease, so that of several workers one sends; null when there is nothing to send. An attempt
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

    const decision = judgeTaking({
      attempts: delivery.attemptCount,
      channelEnabled: delivery.channel.enabled,
      cancelOutcome: cancelOutcome.parse(delivery.cancelOutcome) ?? (await judgeDelivery(unit, platform, delivery)),
    });
    if (decision.take === false) {
      await endDelivery(unit, delivery, decision.ending);
      return null;
    }
    const taken = await db.delivery.update({
      where: { tenantId_id: { tenantId, id: delivery.id } },
      data: {
        status: 'SENDING',
        attemptCount: { increment: 1 },
        fence: { increment: 1 },
        leaseUntil: new Date(now.getTime() + leaseMs),
        nextAt: now,
      },
    });
    return {
      id: taken.id,
      attempt: taken.attemptCount,
      fence: taken.fence,
      takenAt: now,
      createdAt: taken.createdAt,
      event: noticeEvent.parse(taken.event),
      incident: incidentFacts.nullable().parse(taken.body),
      details: noticeDetails.parse(taken.details ?? {}),
      language: noticeLanguage.parse(taken.language),
      channel: {
        kind: channelKind.parse(delivery.channel.kind),
        id: delivery.channel.id,
        config: delivery.channel.config,
        secrets: openChannelSecrets(delivery.channel.secrets, platform.secretKey),
      },
    };
  });
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
