import type { NotifyUnit } from './endDelivery.ts';
import type { AttemptJudgement } from './judgeAttempt.ts';
import { judgeBreaker } from './judgeBreaker.ts';
import type { LoadedDelivery } from './loadDeliveries.ts';
import { releaseHeld } from './releaseHeld.ts';

/** How old the record of the last success may become before it is written again, in ms: a storm does not queue up for one row. */
const freshMs = 10_000;

/** Keeps a channel's health after an attempt: its last success or failure, its breaker, and the pause that its service asked for. */
export async function recordHealth(unit: NotifyUnit, { tenantId, event, channel }: LoadedDelivery, judgement: AttemptJudgement): Promise<void> {
  const { db, now } = unit;
  const { outcome, detail, retryAfter } = judgement;
  const isDelivered = outcome === 'delivered';
  const isFresh = channel.lastDeliveredAt !== null && now.getTime() - channel.lastDeliveredAt.getTime() < freshMs;
  if (isDelivered && isFresh && channel.failuresInRow === 0 && channel.breakerUntil === null) return;

  // The row is locked: attempts that end together are counted one after the other.
  await db.$queryRaw`SELECT id FROM channel WHERE id = ${channel.id}::uuid FOR NO KEY UPDATE`;
  const before = await db.channel.findUniqueOrThrow({ where: { tenantId_id: { tenantId, id: channel.id } } });
  // A test that fails is somebody's try at the form, and no reason to hold others back.
  const { after, change } = event === 'test' && !isDelivered ? { after: {}, change: 'none' as const } : judgeBreaker(before, outcome, now);
  const pausedUntil = retryAfter === null ? null : new Date(now.getTime() + retryAfter * 1000);
  const isPaused = pausedUntil !== null && (before.rateNextAt === null || before.rateNextAt < pausedUntil);
  await db.channel.update({
    where: { tenantId_id: { tenantId, id: channel.id } },
    data: {
      ...after,
      ...(isPaused && { rateNextAt: pausedUntil }),
      ...(isDelivered ? { lastDeliveredAt: now } : { lastFailedAt: now, lastFailure: outcome, lastDetail: detail }),
    },
  });
  if (change === 'closed') await releaseHeld(unit, channel.id);
}
