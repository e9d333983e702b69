import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { Channel } from '#prisma/generated/client';
import { z } from 'zod';
import { channelKind, channelKinds } from '../channels/channelKinds.ts';
import type { NotifyPlatform } from '../context.ts';
import { releaseHeld } from '../delivery/releaseHeld.ts';
import { channelLook } from './channelLook.ts';
import { openChannelSecrets, sealChannelSecrets } from './channelSecrets.ts';
import { describeChannel } from './describeChannel.ts';
import { readSettings, storedConfig } from './readSettings.ts';
import { takeChannel } from './takeChannel.ts';

/** What is to change; what is not named stays. A secret that is null is taken away. */
export type ChannelChange = {
  name?: string | null;
  settings?: Record<string, unknown> | null;
  teamId?: string | null;
  ratePerMinute?: number | null;
};

const changes = z.object(channelLook).partial();

/**
 * Changes a channel. Its circuit breaker is closed, and what waited for it goes out: whoever changes a channel that does not work wants to see whether it does
 * now. NOT_FOUND, BAD_USER_INPUT with a line for each field that is wrong, TARGET_REFUSED, or CONFLICT for a name that is taken.
 */
export async function updateChannel(platform: NotifyPlatform, caller: Caller, id: string, change: ChannelChange): Promise<Channel> {
  requirePermission(caller, 'channels:manage');
  const named = Object.fromEntries(Object.entries(change).filter(([field, value]) => value !== undefined && !(field === 'name' && value === null)));
  const parsed = changes.safeParse(named);
  if (!parsed.success)
    throw new AppError('BAD_USER_INPUT', parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  const look = Object.fromEntries(Object.entries(parsed.data).filter(([field]) => field in named));

  return transact(platform, caller, async (unit) => {
    const { db, now, audit } = unit;
    const before = await takeChannel(db, id);
    const kind = channelKinds[channelKind.parse(before.kind)];
    const kept = { config: storedConfig.parse(before.config), secrets: openChannelSecrets(before.secrets, platform.secretKey) };
    const { config, secrets } = readSettings(kind, change.settings ?? {}, kept, platform.outbound);
    if (parsed.data.name !== undefined && parsed.data.name !== before.name) {
      const taken = await db.channel.findFirst({ where: { name: parsed.data.name, archivedAt: null } });
      if (taken) throw new AppError('CONFLICT', `name: There is already a channel named ${parsed.data.name}.`);
    }
    const channel = await db.channel.update({
      where: { tenantId_id: { tenantId: caller.tenantId, id } },
      data: {
        ...look,
        config,
        secrets: sealChannelSecrets(secrets, platform.secretKey),
        ...{ failuresInRow: 0, breakerUntil: null, breakerTrips: 0, updatedAt: now },
      },
    });
    await releaseHeld(unit, id);
    const replaced = Object.keys(change.settings ?? {}).filter((field) => kind.fields[field]?.secret === true);
    audit({
      action: 'channel.updated',
      subject: { kind: 'Channel', id },
      before: describeChannel(before),
      after: { ...describeChannel(channel), secretsGiven: replaced },
    });
    return channel;
  });
}
