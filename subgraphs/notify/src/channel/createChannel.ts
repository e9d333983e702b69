import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { webhookConfig, webhookSecrets } from '../channels/webhook/config.ts';
import type { NotifyPlatform } from '../context.ts';
import { sealChannelSecrets } from './channelSecrets.ts';
import { maskDestination } from './maskDestination.ts';

const channelInput = z.object({
  name: z.string().trim().min(1).max(100),
  kind: z.literal('webhook'),
  url: webhookConfig.shape.url,
  /** A signing secret chosen by whoever provisions the receiver as well; a random one by default. */
  secret: webhookSecrets.shape.secret.optional(),
});
export type ChannelInput = z.infer<typeof channelInput>;

/**
 * Adds a channel. Gives back its signing secret (`whsec_…`, Standard Webhooks), which is shown this once and kept sealed. BAD_USER_INPUT names
 * the field that is wrong, TARGET_REFUSED an address that is not public, CONFLICT a name that is taken. Who may do this is checked at the door.
 */
export async function createChannel(platform: NotifyPlatform, actor: Actor, input: ChannelInput): Promise<{ id: string; secret: string }> {
  const parsed = channelInput.safeParse(input);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { name, kind, url, secret = `whsec_${randomBytes(32).toString('base64')}` } = parsed.data;
  platform.outbound.checkTarget(url);

  return transact(platform, actor, async ({ db, now, audit }) => {
    const [channel] = await db.channel.createManyAndReturn({
      data: [{ name, kind, config: { url }, secrets: sealChannelSecrets({ secret }, platform.secretKey), createdAt: now, updatedAt: now }],
      skipDuplicates: true,
      select: { id: true },
    });
    if (!channel) throw new AppError('CONFLICT', `There is already a channel named ${name}.`);
    audit({ action: 'channel.created', subject: { kind: 'channel', id: channel.id }, after: { name, kind, destination: maskDestination(url) } });
    return { id: channel.id, secret };
  });
}
