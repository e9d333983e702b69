import { AppError } from '#kit/errors';
import { type Channel, Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import type { ChannelKind } from '../channels/channelKinds.ts';
import type { NotifyPlatform } from '../context.ts';

/** The channel that a service's call names in its address; NOT_FOUND unless there is one of this kind, whichever tenant's. */
export async function findChannel(platform: NotifyPlatform, id: string, kind: ChannelKind): Promise<Channel> {
  const [found] = z.uuid().safeParse(id).success
    ? await platform.database.acrossTenants<{ tenant_id: string }>(Prisma.sql`SELECT tenant_id FROM lookup.channel_by_id(${id}::uuid)`)
    : [];
  const channel =
    found && (await platform.database.inTenant(found.tenant_id, (db) => db.channel.findFirst({ where: { id, kind, archivedAt: null } })));
  if (!channel) throw new AppError('NOT_FOUND', 'There is no channel at this address.');
  return channel;
}
