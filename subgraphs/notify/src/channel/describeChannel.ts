import type { Channel, Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import { placeOf } from './placeOf.ts';

/** What the audit keeps of a channel: never a secret, only which there are. Pure. */
export function describeChannel(
  channel: Pick<Channel, 'name' | 'kind' | 'config' | 'secrets' | 'enabled' | 'teamId' | 'ratePerMinute'>,
): Prisma.InputJsonObject {
  const { name, kind, enabled, teamId, ratePerMinute } = channel;
  const secrets = Object.keys(z.record(z.string(), z.unknown()).parse(channel.secrets)).sort();
  return { name, kind, place: placeOf(channel), secrets, enabled, teamId, ratePerMinute };
}
