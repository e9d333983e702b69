import { z } from 'zod';

/** Where a webhook goes. */
export const webhookConfig = z.object({ url: z.url({ protocol: /^https?$/ }).max(2_000) });

/** What signs it, in the form of Standard Webhooks. */
export const webhookSecrets = z.object({ secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/) });
