import { z } from 'zod';
import { type Receiver, startReceiver } from '../webhook/fake.ts';

const envelope = z.object({
  type: z.literal('message'),
  attachments: z.tuple([
    z.object({ contentType: z.literal('application/vnd.microsoft.card.adaptive'), content: z.object({ type: z.literal('AdaptiveCard') }) }),
  ]),
});

/** A workflow that takes cards, and refuses what is none or larger than 28 KB, as Teams does. */
export function startFakeTeams(): Promise<Receiver> {
  return startReceiver(({ body, bytes }) => {
    if (bytes.length > 28 * 1024) return { status: 413 };
    return envelope.safeParse(JSON.parse(body)).success ? { status: 202 } : { status: 400, body: { error: { code: 'InvalidRequestContent' } } };
  });
}
