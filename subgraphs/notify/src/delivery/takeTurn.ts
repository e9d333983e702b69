import { channelKind, channelKinds } from '../channels/channelKinds.ts';
import type { NotifyDb } from '../context.ts';
import { leaseMs } from './delivery.task.ts';
import type { LoadedDelivery } from './loadDeliveries.ts';

/** Whether a delivery's channel takes it now, or until when it waits and for what. */
export type Turn = { go: true } | { go: false; waitsFor: 'breaker' | 'rate'; until: Date };

/** Share of a minute's attempts that may be made at once after a pause. */
const burst = 1 / 6;

/**
 * Asks a channel for a turn, in the database, so that all processes together keep its rate (a leaky bucket: one time a channel) and one of them makes the probe
 * of a breaker whose rest is over. A turn that is not now is kept for the delivery, so that those that wait go in their order and none is asked twice. What is
 * important overtakes: it gets the next turn of one that is not, which waits for the new one. A test goes at once: it is how somebody finds out.
 */
export async function takeTurn(
  db: NotifyDb,
  { tenantId, id: deliveryId, event, importance, waitsFor, channel }: LoadedDelivery,
  now: Date,
): Promise<Turn> {
  if (event === 'test') return { go: true };
  const { id, breakerUntil } = channel;
  if (breakerUntil !== null) {
    if (breakerUntil > now) return { go: false, waitsFor: 'breaker', until: breakerUntil };
    const probe = new Date(now.getTime() + leaseMs);
    const { count } = await db.channel.updateMany({ where: { id, breakerUntil }, data: { breakerUntil: probe } });
    return count === 1 ? { go: true } : { go: false, waitsFor: 'breaker', until: probe };
  }
  const rate = channel.ratePerMinute ?? channelKinds[channelKind.parse(channel.kind)].ratePerMinute;
  if (rate === null || waitsFor === 'rate') return { go: true };

  const interval = 60_000 / rate;
  const [slot] = await db.$queryRaw<{ at: Date }[]>`
    UPDATE channel SET rate_next_at = greatest(rate_next_at, ${now}) + ${interval} * interval '1 millisecond'
    WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid
    RETURNING rate_next_at - ${interval} * interval '1 millisecond' AS at`;
  const due = new Date((slot?.at ?? now).getTime() - Math.floor(rate * burst) * interval);
  if (due <= now) return { go: true };
  const overtaken = importance === 'important' ? await overtake(db, { deliveryId, channelId: id, due }) : null;
  const until = overtaken ?? due;
  return until <= now ? { go: true } : { go: false, waitsFor: 'rate', until };
}

/** Changes a turn for the next one of a delivery that is not important; that turn, or null when none waits before it. */
async function overtake(db: NotifyDb, { deliveryId, channelId, due }: { deliveryId: string; channelId: string; due: Date }): Promise<Date | null> {
  const [swapped] = await db.$queryRaw<{ turn: Date }[]>`
    WITH next AS (
      SELECT tenant_id, id, next_at FROM delivery
      WHERE channel_id = ${channelId}::uuid AND status = 'PENDING' AND waits_for = 'rate' AND importance <> 'important' AND next_at < ${due} AND id <> ${deliveryId}::uuid
      ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    UPDATE delivery d SET next_at = ${due} FROM next WHERE d.tenant_id = next.tenant_id AND d.id = next.id RETURNING next.next_at AS turn`;
  return swapped?.turn ?? null;
}
