import { type Page, type PageArgs, readPage, timePosition, type TimePosition } from '#kit/page';
import { Prisma } from '#prisma/generated/client';
import type { NotifyDb } from '../context.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import { type DeliveryFilter, deliveryConditions } from './deliveryFilter.ts';

/** One page of the tenant's deliveries that meet a filter, newest first. BAD_USER_INPUT, BAD_CURSOR. */
export function readHistory(db: NotifyDb, filter: DeliveryFilter, args: PageArgs): Promise<Page<LoadedDelivery>> {
  const conditions = deliveryConditions(filter);
  return readPage<LoadedDelivery, TimePosition>(args, {
    position: ({ createdAt, id }) => [createdAt.toISOString(), id],
    shape: timePosition,
    async read({ after, take }) {
      const found = await db.$queryRaw<{ id: string }[]>(historyIds(conditions, after, take));
      const rows = await db.delivery.findMany({ where: { id: { in: found.map(({ id }) => id) } }, include: { channel: true } });
      const rowOf = new Map(rows.map((row) => [row.id, row]));
      return found.flatMap(({ id }) => rowOf.get(id) ?? []);
    },
    async count(limit) {
      const [counted] = await db.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM (SELECT FROM delivery ${whereOf(conditions)} LIMIT ${limit}::int) c`;
      return counted?.count ?? 0;
    },
  });
}

/** The ids of a page. The position is one comparison of both columns, which is what an index is walked by. */
export function historyIds(conditions: readonly Prisma.Sql[], after: TimePosition | null, take: number): Prisma.Sql {
  const past = after ? [Prisma.sql`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : [];
  return Prisma.sql`SELECT id FROM delivery ${whereOf([...conditions, ...past])} ORDER BY created_at DESC, id DESC LIMIT ${take}::int`;
}

/** Conditions as a WHERE; empty for none. */
export function whereOf(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}` : Prisma.empty;
}
