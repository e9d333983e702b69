import type { Channel, Prisma } from '#prisma/generated/client';
import { beyond, countLimit, type TimePosition } from '#kit/page';
import DataLoader from 'dataloader';
import { z } from 'zod';
import type { NotifyDb } from '../context.ts';

export type LoadedDelivery = Prisma.DeliveryGetPayload<{ include: { channel: true } }>;
export type LoadedAttempt = Prisma.DeliveryAttemptGetPayload<object>;

/** What was decided for a channel within the last two days: what waits, and what ended within one. */
export type CountsOfChannel = { waiting: number; delivered: number; failed: number };

const dayMs = 24 * 3_600_000;

/** A page of one incident's deliveries, newest first. */
type PageKey = { incidentId: string; after: TimePosition | null; take: number };

export type Loaders = ReturnType<typeof createLoaders>;

/** Batches what one request asks for, so that a list of incidents costs as many statements as one incident. */
export function createLoaders(db: NotifyDb, now: () => Date) {
  return {
    /** A channel by its id, a deleted one too. */
    channel: new DataLoader<string, Channel | null>(async (ids) => {
      const known = ids.filter((id) => z.uuid().safeParse(id).success);
      const found = new Map((await db.channel.findMany({ where: { id: { in: known } } })).map((channel) => [channel.id, channel]));
      return ids.map((id) => found.get(id) ?? null);
    }),

    countsOfChannel: new DataLoader<string, CountsOfChannel>(async (channelIds) => {
      const since = new Date(now().getTime() - dayMs);
      const rows = await db.$queryRaw<({ id: string } & CountsOfChannel)[]>`
        SELECT channel_id AS id,
          count(*) FILTER (WHERE status IN ('PENDING', 'SENDING'))::int AS waiting,
          count(*) FILTER (WHERE status = 'DELIVERED' AND finished_at >= ${since})::int AS delivered,
          count(*) FILTER (WHERE status = 'FAILED' AND finished_at >= ${since})::int AS failed
        FROM delivery WHERE channel_id = ANY(${[...channelIds]}::uuid[]) AND created_at >= ${new Date(since.getTime() - dayMs)}
        GROUP BY channel_id`;
      const byChannel = new Map(rows.map(({ id, ...counts }) => [id, counts]));
      return channelIds.map((id) => byChannel.get(id) ?? { waiting: 0, delivered: 0, failed: 0 });
    }),

    delivery: new DataLoader<string, LoadedDelivery | null>(async (ids) => {
      const found = await db.delivery.findMany({ where: { id: { in: [...ids] } }, include: { channel: true } });
      const byId = new Map(found.map((delivery) => [delivery.id, delivery]));
      return ids.map((id) => byId.get(id) ?? null);
    }),

    ofIncident: new DataLoader<PageKey, LoadedDelivery[], string>((keys) => loadPages(db, keys), {
      cacheKeyFn: (key) => JSON.stringify([key.incidentId, key.after, key.take]),
    }),

    countOfIncident: new DataLoader<string, number>(async (incidentIds) => {
      const counts = await db.delivery.groupBy({ by: ['incidentId'], where: { incidentId: { in: [...incidentIds] } }, _count: true });
      const byIncident = new Map(counts.map((count) => [count.incidentId, Math.min(count._count, countLimit)]));
      return incidentIds.map((id) => byIncident.get(id) ?? 0);
    }),

    /** Attempts of a delivery in their order; its age bounds the partitions that are read. */
    attempts: new DataLoader<Pick<LoadedDelivery, 'id' | 'createdAt'>, LoadedAttempt[], string>(
      async (deliveries) => {
        const since = new Date(Math.min(...deliveries.map(({ createdAt }) => createdAt.getTime())));
        const found = await db.deliveryAttempt.findMany({
          where: { deliveryId: { in: deliveries.map(({ id }) => id) }, at: { gte: since } },
          orderBy: { number: 'asc' },
        });
        const byDelivery = Map.groupBy(found, ({ deliveryId }) => deliveryId);
        return deliveries.map(({ id }) => byDelivery.get(id) ?? []);
      },
      { cacheKeyFn: ({ id }) => id },
    ),
  };
}

/** First pages of one size are read together by a window function; the rarer later pages one by one. */
async function loadPages(db: NotifyDb, keys: readonly PageKey[]): Promise<LoadedDelivery[][]> {
  const firstPages = Map.groupBy(
    keys.filter(({ after }) => after === null),
    ({ take }) => take,
  );
  const read = new Map<PageKey, LoadedDelivery[]>();
  for (const [take, pages] of firstPages) {
    const incidentIds = pages.map(({ incidentId }) => incidentId);
    const rows = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY incident_id ORDER BY created_at DESC, id DESC) AS place
        FROM delivery WHERE incident_id = ANY(${incidentIds}::uuid[])
      ) AS placed WHERE place <= ${take}`;
    const found = await db.delivery.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, include: { channel: true }, orderBy });
    const byIncident = Map.groupBy(found, ({ incidentId }) => incidentId);
    for (const page of pages) read.set(page, byIncident.get(page.incidentId) ?? []);
  }
  for (const page of keys) {
    if (page.after === null) continue;
    const where = { incidentId: page.incidentId, ...beyond('createdAt', page.after, 'desc') };
    read.set(page, await db.delivery.findMany({ where, include: { channel: true }, orderBy, take: page.take }));
  }
  return keys.map((page) => read.get(page) ?? []);
}

const orderBy = [{ createdAt: 'desc' }, { id: 'desc' }] satisfies Prisma.DeliveryOrderByWithRelationInput[];
