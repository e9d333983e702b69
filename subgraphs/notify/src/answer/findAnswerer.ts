import type { NotifyPlatform } from '../context.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import { readSlackEmail } from '../channels/slack/readSlackEmail.ts';
import { slackFields } from '../channels/slack/config.ts';
import { openChannelSecrets } from '../channel/channelSecrets.ts';
import { createSending } from '../delivery/sendTaken.ts';
import { z } from 'zod';

/**
 * The person behind an account of a chat: whom notices reached at it through the same channel, or who has the mail address that Slack knows of it. Null when it is
 * nobody's, or could be more than one's.
 */
export async function findAnswerer(platform: NotifyPlatform, { tenantId, channel }: LoadedDelivery, account: string): Promise<string | null> {
  const told = await platform.database.inTenant(tenantId, (db) =>
    db.delivery.findFirst({
      where: { channelId: channel.id, personId: { not: null }, target: { equals: { text: account } } },
      orderBy: { createdAt: 'desc' },
      select: { personId: true },
    }),
  );
  if (told?.personId) return told.personId;
  if (channel.kind !== 'slack') return null;

  const stored = { ...z.record(z.string(), z.unknown()).parse(channel.config), ...openChannelSecrets(channel.secrets, platform.secretKey) };
  const settings = z.object({ botToken: slackFields.botToken.schema, apiUrl: slackFields.apiUrl.schema }).parse(stored);
  const email = await readSlackEmail(settings, account, createSending(platform));
  if (email === null) return null;
  const people = await platform.database.inTenant(tenantId, (db) => platform.directory.peopleByEmail(db, [email]));
  return people.length === 1 ? (people[0]?.id ?? null) : null;
}
