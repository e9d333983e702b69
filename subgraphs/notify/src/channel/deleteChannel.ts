import { type Caller, requirePermission } from '#kit/caller';
import { type Platform, transact } from '#kit/transact';
import type { Channel } from '#prisma/generated/client';
import { requireUnnamed } from '../escalation/chainsNaming.ts';
import { describeChannel } from './describeChannel.ts';
import { takeChannel } from './takeChannel.ts';

/**
 * Deletes a channel: its secrets are forgotten, its name is free, and what waits for it is cancelled. The row stays for the history of its deliveries.
 * NOT_FOUND, or CONFLICT that names the chains that still tell it.
 */
export async function deleteChannel(platform: Platform, caller: Caller, id: string): Promise<Channel> {
  requirePermission(caller, 'channels:manage');
  return transact(platform, caller, async ({ db, now, audit }) => {
    const before = await takeChannel(db, id);
    await requireUnnamed(db, caller.tenantId, { channelId: id });
    const channel = await db.channel.update({
      where: { tenantId_id: { tenantId: caller.tenantId, id } },
      data: { enabled: false, secrets: {}, archivedAt: now, breakerUntil: null, updatedAt: now },
    });
    audit({ action: 'channel.deleted', subject: { kind: 'Channel', id }, before: describeChannel(before) });
    return channel;
  });
}
