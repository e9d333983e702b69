import type { Prisma } from '#prisma/generated/client';
import type { ChannelFilter } from './channel.type.ts';
import type { ChannelHealth } from './judgeChannelHealth.ts';

/** The condition that a filter stands for; deleted channels are in no list. Pure. */
export function channelConditions({ search, kinds, health, enabled }: ChannelFilter): Prisma.ChannelWhereInput {
  return {
    archivedAt: null,
    ...(search?.trim() && { name: { contains: search.trim(), mode: 'insensitive' } }),
    ...(kinds && { kind: { in: kinds } }),
    ...(enabled != null && { enabled }),
    ...(health && { OR: health.map((one) => conditionOf[one]) }),
  };
}

/** As judgeChannelHealth says it. */
const conditionOf: Record<ChannelHealth, Prisma.ChannelWhereInput> = {
  DISABLED: { enabled: false },
  RESTING: { enabled: true, breakerUntil: { not: null } },
  FAILING: {
    enabled: true,
    breakerUntil: null,
    OR: [{ failuresInRow: { gt: 0 } }, { lastDeliveredAt: null, lastFailedAt: { not: null } }],
  },
  UNUSED: { enabled: true, breakerUntil: null, failuresInRow: 0, lastDeliveredAt: null, lastFailedAt: null },
  HEALTHY: { enabled: true, breakerUntil: null, failuresInRow: 0, lastDeliveredAt: { not: null } },
};
