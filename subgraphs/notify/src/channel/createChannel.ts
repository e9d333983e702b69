import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import type { Channel } from '#prisma/generated/client';
import { z } from 'zod';
import { type ChannelKind, channelKind, channelKinds } from '../channels/channelKinds.ts';
import type { NotifyPlatform } from '../context.ts';
import { channelLook } from './channelLook.ts';
import { type ChannelSecrets, sealChannelSecrets } from './channelSecrets.ts';
import { describeChannel } from './describeChannel.ts';
import { readSettings } from './readSettings.ts';

export type ChannelInput = {
  name: string;
  kind: ChannelKind;
  /** Fields of its kind, secrets among them. */
  settings: Record<string, unknown>;
  /** The team that it belongs to; null for everybody's. */
  teamId?: string | null;
  /** Most attempts a minute; null for what its kind says. */
  ratePerMinute?: number | null;
};

/**
 * Adds a channel. What its kind can make by itself (signing secrets, keys) is made where it was not given, and told this once: secrets are kept sealed.
 * BAD_USER_INPUT has a line for each field that is wrong, TARGET_REFUSED is for an address that is not public, CONFLICT for a name that is taken.
 * Who may do this is checked at the door.
 */
export async function createChannel(
  platform: NotifyPlatform,
  actor: Actor,
  input: ChannelInput,
): Promise<{ channel: Channel; made: ChannelSecrets }> {
  const parsed = z.object({ ...channelLook, kind: channelKind }).safeParse(input);
  if (!parsed.success)
    throw new AppError('BAD_USER_INPUT', parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  const { name, kind, teamId, ratePerMinute } = parsed.data;
  const { fields, generate } = channelKinds[kind];
  const generated = generate();
  const given = Object.fromEntries(Object.entries(input.settings).filter(([, value]) => value !== null && value !== ''));
  // All or none: a pair of keys belongs together.
  const missing = Object.keys(generated).every((field) => !(field in given)) ? generated : {};
  const { config, secrets } = readSettings(channelKinds[kind], { ...missing, ...given }, { config: {}, secrets: {} }, platform.outbound);

  return transact(platform, actor, async ({ db, now, audit }) => {
    const [channel] = await db.channel.createManyAndReturn({
      data: [
        {
          ...{ name, kind, teamId, ratePerMinute },
          config,
          secrets: sealChannelSecrets(secrets, platform.secretKey),
          createdAt: now,
          updatedAt: now,
        },
      ],
      skipDuplicates: true,
    });
    if (!channel) throw new AppError('CONFLICT', `name: There is already a channel named ${name}.`);
    audit({ action: 'channel.created', subject: { kind: 'Channel', id: channel.id }, after: describeChannel(channel) });
    return { channel, made: Object.fromEntries(Object.entries(missing).filter(([field]) => fields[field]?.secret === true)) };
  });
}
