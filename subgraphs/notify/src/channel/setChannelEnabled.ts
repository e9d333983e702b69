import { type Caller, requirePermission } from '#kit/caller';
import { type Platform, transact } from '#kit/transact';
import type { Channel } from '#prisma/generated/client';
import { takeChannel } from './takeChannel.ts';

/** Switches a channel on or off. What waits for one that is off is cancelled when it comes due (`channel_disabled`). NOT_FOUND. */
export async function setChannelEnabled(platform: Platform, caller: Caller, id: string, enabled: boolean): Promise<Channel> {
  requirePermission(caller, 'channels:manage');
  return transact(platform, caller, async ({ db, now, audit }) => {
    const before = await takeChannel(db, id);
    if (before.enabled === enabled) return before;
    const channel = await db.channel.update({
      where: { tenantId_id: { tenantId: caller.tenantId, id } },
      data: { enabled, failuresInRow: 0, breakerUntil: null, breakerTrips: 0, updatedAt: now },
    });
    audit({
      action: enabled ? 'channel.enabled' : 'channel.disabled',
      subject: { kind: 'Channel', id },
      before: { enabled: before.enabled },
      after: { enabled },
    });
    return channel;
  });
}
