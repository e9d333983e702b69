import type { NotifyPlatform } from '../context.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import { readSlackEmail } from '../channels/slack/readSlackEmail.ts';
import { slackFields } from '../channels/slack/config.ts';
import { openChannelSecrets } from '../channel/channelSecrets.ts';
import { createSending } from '../delivery/sendTaken.ts';
import { z } from 'zod';

/**
 * The person behind an account of a chat: who proved that it is their contact, or who has the mail address that Slack knows of it. Null when it is nobody's, or
 * could be more than one's.
 */
export async function findAnswerer(platform: NotifyPlatform, { tenantId, channel }: LoadedDelivery, account: string): Promise<string | null> {
  const owners = await platform.database.inTenant(tenantId, (db) =>
    db.contact.findMany({
      where: { channelId: channel.id, address: { equals: { text: account } }, verifiedAt: { not: null } },
      select: { personId: true },
      take: 2,
    }),
  );
  if (owners.length > 0) return owners.length === 1 ? (owners[0]?.personId ?? null) : null;
  if (channel.kind !== 'slack') return null;

  const stored = { ...z.record(z.string(), z.unknown()).parse(channel.config), ...openChannelSecrets(channel.secrets, platform.secretKey) };
  const settings = z.object({ botToken: slackFields.botToken.schema, apiUrl: slackFields.apiUrl.schema }).parse(stored);
  const email = await readSlackEmail(settings, account, createSending(platform));
  if (email === null) return null;
  const people = await platform.database.inTenant(tenantId, (db) => platform.directory.peopleByEmail(db, [email]));
  return people.length === 1 ? (people[0]?.id ?? null) : null;
}
