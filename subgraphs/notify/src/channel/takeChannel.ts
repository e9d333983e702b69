import { AppError } from '#kit/errors';
import type { Channel } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyDb } from '../context.ts';

/** Locks a channel for a change; NOT_FOUND when the tenant has none of this id, or has deleted it. */
export async function takeChannel(db: NotifyDb, id: string): Promise<Channel> {
  if (z.uuid().safeParse(id).success) {
    await db.$queryRaw`SELECT id FROM channel WHERE id = ${id}::uuid FOR UPDATE`;
    const channel = await db.channel.findFirst({ where: { id, archivedAt: null } });
    if (channel) return channel;
  }
  throw new AppError('NOT_FOUND', 'There is no such channel.');
}
