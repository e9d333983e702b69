import type { Prisma } from '#prisma/generated/client';
import type { ChannelFilter } from './channel.type.ts';
import type { ChannelHealth } from './judgeChannelHealth.ts';

/** The condition that a filter stands for; deleted channels are in no list. Pure. */
export function channelConditions({ search, kinds, health, enabled }: ChannelFilter, now: Date): Prisma.ChannelWhereInput {
  return {
    archivedAt: null,
    ...(search?.trim() && { name: { contains: search.trim(), mode: 'insensitive' } }),
    ...(kinds && { kind: { in: kinds } }),
    ...(enabled != null && { enabled }),
    ...(health && { OR: health.map((one) => conditionOf(one, now)) }),
  };
}

/** As judgeChannelHealth says it. */
function conditionOf(health: ChannelHealth, now: Date): Prisma.ChannelWhereInput {
  const awake = { enabled: true, OR: [{ breakerUntil: null }, { breakerUntil: { lte: now } }] };
  const conditions: Record<ChannelHealth, Prisma.ChannelWhereInput> = {
    DISABLED: { enabled: false },
    RESTING: { enabled: true, breakerUntil: { gt: now } },
    FAILING: { AND: [awake, { OR: [{ failuresInRow: { gt: 0 } }, { lastDeliveredAt: null, lastFailedAt: { not: null } }] }] },
    UNUSED: { ...awake, failuresInRow: 0, lastDeliveredAt: null, lastFailedAt: null },
    HEALTHY: { ...awake, failuresInRow: 0, lastDeliveredAt: { not: null } },
  };
  return conditions[health];
}
