import type { Channel } from '#prisma/generated/client';
import { channelKind, channelKinds } from '../channels/channelKinds.ts';

/** The fixed place that a channel names, as it may be shown; null for one that only reaches people at their contacts. Pure. */
export function placeOf({ kind, config }: Pick<Channel, 'kind' | 'config'>): string | null {
  return channelKinds[channelKind.parse(kind)].place(config);
}
