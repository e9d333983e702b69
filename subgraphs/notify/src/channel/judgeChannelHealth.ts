import type { Channel } from '#prisma/generated/client';

export enum ChannelHealth {
  DISABLED = 'DISABLED',
  UNUSED = 'UNUSED',
  HEALTHY = 'HEALTHY',
  FAILING = 'FAILING',
  RESTING = 'RESTING',
}

/** How a channel does, from what its attempts left behind. What is the fault of single notices does not make it ill. Pure. */
export function judgeChannelHealth(
  channel: Pick<Channel, 'enabled' | 'breakerUntil' | 'failuresInRow' | 'lastDeliveredAt' | 'lastFailedAt'>,
  now: Date,
): ChannelHealth {
  const { enabled, breakerUntil, failuresInRow, lastDeliveredAt, lastFailedAt } = channel;
  if (!enabled) return ChannelHealth.DISABLED;
  // When its rest is over it waits for a notice to try.
  if (breakerUntil !== null && breakerUntil > now) return ChannelHealth.RESTING;
  if (failuresInRow > 0) return ChannelHealth.FAILING;
  // A test that failed counts for nothing else, but nobody should think that it works.
  if (lastDeliveredAt === null) return lastFailedAt === null ? ChannelHealth.UNUSED : ChannelHealth.FAILING;
  return ChannelHealth.HEALTHY;
}
