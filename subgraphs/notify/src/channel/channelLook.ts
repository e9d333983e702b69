import { z } from 'zod';

/** What channels of every kind have. */
export const channelLook = {
  name: z.string().trim().min(1).max(100),
  teamId: z.uuid().nullable().default(null),
  ratePerMinute: z.int().min(1).max(6_000).nullable().default(null),
};
